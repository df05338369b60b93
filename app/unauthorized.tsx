import { MessagePage } from "@/components/ui/message-page";

export default function Unauthorized() {
  return (
    <MessagePage title="You are signed out" href="/sign-in" action="Sign in">
      Your session has ended, here or from elsewhere. Nothing was changed by your last click.
    </MessagePage>
  );
}
