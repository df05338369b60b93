import { MessagePage } from "@/components/ui/message-page";

export default function Forbidden() {
  return (
    <MessagePage title="Not with your role" href="/" action="Go to Referral Attribution">
      This page is for admins. If you need it, ask an admin to change your role under Settings, Team.
    </MessagePage>
  );
}
