import { PageHeader } from "@/components/ui/page-header";

export default function Forbidden() {
  return (
    <PageHeader
      title="Not with your role"
      description="This page is for admins. If you need it, ask an admin to change your role under Settings, Team."
    />
  );
}
