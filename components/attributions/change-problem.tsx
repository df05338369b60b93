import { Alert } from "@mantine/core";

/** What kept a change from being asked for at all: no connection, no session, no right. */
export function Problem({ message }: { message: string | null }) {
  if (!message) return null;
  return (
    <Alert color="red" variant="light" role="alert">
      {message}
    </Alert>
  );
}
