import { PasswordInput } from "@mantine/core";
import { PASSWORD_MIN_LENGTH } from "@/lib/users/schema";

type Props = { label?: string; name: string; error?: string };

/** Where a new password is chosen: long enough, and known to password managers as a new one. */
export function NewPasswordInput({ label = "Password", name, error }: Props) {
  return (
    <PasswordInput
      label={label}
      name={name}
      autoComplete="new-password"
      description={`At least ${PASSWORD_MIN_LENGTH} characters.`}
      minLength={PASSWORD_MIN_LENGTH}
      error={error}
      aria-invalid={Boolean(error)}
      required
      withAsterisk={false}
    />
  );
}
