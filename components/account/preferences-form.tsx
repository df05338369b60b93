"use client";

import { Button, SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type FormEvent, useId, useState } from "react";
import { updatePreferences } from "@/app/(admin)/settings/account/actions";
import { callAction } from "@/components/ui/call-action";
import { Form } from "@/components/ui/form";
import type { ActionError } from "@/lib/http/result";
import { THEMES, type Theme } from "@/lib/users/schema";
import { THEME_LABELS } from "@/lib/users/wording";
import { Section } from "./section";

type Preferences = { name: string; theme: Theme; timeZone: string | null };

/** Only what was changed here: what was saved in another tab meanwhile is not written over. */
function changed(saved: Preferences, values: Preferences): Partial<Preferences> {
  const keys = (Object.keys(values) as (keyof Preferences)[]).filter((key) => values[key] !== saved[key]);
  return Object.fromEntries(keys.map((key) => [key, values[key]]));
}

/** Name, theme and time zone. */
export function PreferencesForm({ preferences, timeZones }: { preferences: Preferences; timeZones: string[] }) {
  const [values, setValues] = useState(preferences);
  const [saved, setSaved] = useState(preferences);
  const [problem, setProblem] = useState<ActionError | null>(null);
  const [pending, setPending] = useState(false);
  const themeId = useId();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setPending(true);
    const result = await callAction(updatePreferences, changed(saved, values));
    setPending(false);
    setProblem(result.ok ? null : result.error);
    if (result.ok) setSaved(values);
    if (result.ok) notifications.show({ message: "Preferences saved." });
    else if (!result.error.fields) notifications.show({ color: "red", message: result.error.message });
  }

  return (
    <Section title="Preferences" hint="Your name stands in the history of what you change.">
      <Form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label="Name"
            value={values.name}
            onChange={(event) => setValues({ ...values, name: event.currentTarget.value })}
            maxLength={200}
            required
            withAsterisk={false}
            error={problem?.fields?.name}
          />
          <div>
            <Text id={themeId} size="sm" fw={500} mb={2}>
              Theme
            </Text>
            <SegmentedControl
              aria-labelledby={themeId}
              value={values.theme}
              onChange={(theme) => setValues({ ...values, theme: theme as Theme })}
              data={THEMES.map((value) => ({ value, label: THEME_LABELS[value] }))}
              fullWidth
            />
          </div>
          <Select
            label="Time zone"
            description="In which dates are shown and days begin."
            placeholder="Same as the browser"
            value={values.timeZone}
            onChange={(timeZone) => setValues({ ...values, timeZone })}
            data={timeZones}
            searchable
            clearable
            clearButtonProps={{ "aria-label": "Same as the browser", "aria-hidden": false, tabIndex: 0 }}
            limit={100}
            nothingFoundMessage="No such time zone"
            error={problem?.fields?.timeZone}
          />
          <Button type="submit" loading={pending} style={{ alignSelf: "flex-start" }}>
            Save preferences
          </Button>
        </Stack>
      </Form>
    </Section>
  );
}
