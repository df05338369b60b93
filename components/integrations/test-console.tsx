"use client";

import { Alert, Button, Group, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { sendTest } from "@/app/(admin)/settings/api-reference/actions";
import { callAction } from "@/components/ui/call-action";
import { FormProblem } from "@/components/ui/form-problem";
import type { ActionError } from "@/lib/http/result";
import type { EndpointName } from "@/lib/integrations/endpoints/all";
import classes from "./reference.module.css";

type Props = {
  keys: { id: string; name: string }[];
  endpoints: { name: EndpointName; example: string }[];
};
type Answer = { status: number; body: string; isDryRun: boolean };

/** Sends a request as a program would, or tries what would become of it without keeping anything. */
export function TestConsole({ keys, endpoints }: Props) {
  const titleId = useId();
  const [keyId, setKeyId] = useState(keys[0]?.id ?? null);
  const [endpoint, setEndpoint] = useState(endpoints[0]!);
  const [target, setTarget] = useState("");
  const [body, setBody] = useState(endpoint.example);
  const [pending, setPending] = useState<"try" | "send" | null>(null);
  const [problem, setProblem] = useState<ActionError | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);

  function choose(name: string | null) {
    const chosen = endpoints.find((one) => one.name === name);
    if (!chosen) return;
    setEndpoint(chosen);
    setBody(chosen.example);
  }

  async function send(isDryRun: boolean) {
    setPending(isDryRun ? "try" : "send");
    const asked = { keyId: keyId ?? "", endpoint: endpoint.name, target: target || null, body, isDryRun };
    const result = await callAction(sendTest, asked);
    setPending(null);
    setProblem(result.ok ? null : result.error);
    setAnswer(result.ok ? { ...result.data, isDryRun } : null);
  }

  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId} className={classes.title}>
        Test console
      </h2>
      {keys.length === 0 ? (
        <Text size="sm">Make an API key first, in Settings &gt; API keys.</Text>
      ) : (
        <Stack gap="sm">
          <FormProblem problem={problem} />
          <Group gap="sm" grow align="start">
            <Select
              label="API key"
              data={keys.map(({ id, name }) => ({ value: id, label: name }))}
              value={keyId}
              onChange={setKeyId}
              allowDeselect={false}
              error={problem?.fields?.keyId}
            />
            <Select
              label="Endpoint"
              data={endpoints.map(({ name }) => name)}
              value={endpoint.name}
              onChange={choose}
              allowDeselect={false}
            />
          </Group>
          {endpoint.name.includes("{id}") && (
            <TextInput label="id" value={target} onChange={(event) => setTarget(event.currentTarget.value)} />
          )}
          <Textarea
            label="Body"
            autosize
            minRows={4}
            maxRows={16}
            value={body}
            onChange={(event) => setBody(event.currentTarget.value)}
            error={problem?.fields?.body}
            classNames={{ input: classes.code }}
            spellCheck={false}
          />
          <Group gap="xs">
            <Button
              variant="default"
              loading={pending === "try"}
              disabled={pending === "send"}
              onClick={() => send(true)}
            >
              Try, keep nothing
            </Button>
            <Button loading={pending === "send"} disabled={pending === "try"} onClick={() => send(false)}>
              Send
            </Button>
          </Group>
          {answer && <AnswerPanel answer={answer} />}
        </Stack>
      )}
    </section>
  );
}

function AnswerPanel({ answer: { status, body, isDryRun } }: { answer: Answer }) {
  const said = isDryRun ? "It would be answered so; nothing was kept." : "Sent. It is in the integration log.";
  return (
    <Alert color={status < 400 ? "teal" : "red"} variant="light" role="status" title={`${status}: ${said}`}>
      <pre className={classes.answer}>{body}</pre>
    </Alert>
  );
}
