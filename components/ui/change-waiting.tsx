import { Alert, Button, Group, Skeleton, Stack } from "@mantine/core";

type Props = { message: string; onRetry: () => void; onCancel: () => void };

/** Where it could not be found out what a change would do. */
export function ChangeFailure({ message, onRetry, onCancel }: Props) {
  return (
    <Stack gap="md">
      <Alert color="red" variant="light" role="alert" title="What this would change could not be found out">
        {message}
      </Alert>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button onClick={onRetry}>Retry</Button>
      </Group>
    </Stack>
  );
}

/** While it is found out what a change would do. */
export function ChangeLoading() {
  return (
    <Stack gap="md" role="status" aria-label="Finding out what this would change">
      <Skeleton height={20} width="60%" />
      <Skeleton height={64} />
      <Skeleton height={72} />
    </Stack>
  );
}
