import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { personName } from "@/components/contacts/person-name";
import { RewardActions } from "@/components/rewards/reward-actions";
import { REWARDS } from "@/components/rewards/reward-href";
import { RewardView } from "@/components/rewards/reward-view";
import { PageHeader } from "@/components/ui/page-header";
import { requireUser } from "@/lib/auth/session";
import { getPool } from "@/lib/db/pool";
import { findReward as findRewardById } from "@/lib/rewards/details";

type Props = PageProps<"/rewards/[id]">;

/** Asked once for the page and its title. An address that is no id names no reward. */
const findReward = cache(async (id: string) =>
  z.uuid().safeParse(id).success ? await findRewardById(getPool(), id) : null,
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireUser();
  const reward = await findReward((await params).id);
  return { title: reward ? `${personName(reward.contact)} · Rewards` : "Not found" };
}

export default async function RewardPage({ params }: Props) {
  const user = await requireUser();
  const reward = await findReward((await params).id);
  if (!reward) notFound();
  return (
    <>
      <PageHeader
        title={`Reward of ${personName(reward.contact)}`}
        breadcrumbs={[{ label: "Rewards", href: REWARDS }]}
        actions={user.role === "admin" && <RewardActions reward={reward} />}
      />
      <RewardView reward={reward} />
    </>
  );
}
