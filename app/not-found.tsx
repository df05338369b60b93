import { MessagePage } from "@/components/ui/message-page";

export default function NotFound() {
  return (
    <MessagePage title="Nothing here" href="/" action="Go to Referral Attribution">
      There is no page under this address. The link may be cut short, or what it led to was never there.
    </MessagePage>
  );
}
