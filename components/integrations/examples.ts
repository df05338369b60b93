/** The same request in the languages that integrations are written in; `body` is null where nothing is sent. */
export function examplesOf(
  method: string,
  url: string,
  body: unknown,
): { curl: string; JavaScript: string; PHP: string } {
  return body === null ? reading(url) : writing(method, url, body);
}

function reading(url: string) {
  return {
    curl: `curl '${url}' \\
  -H "Authorization: Bearer $ATTACHE_KEY"`,
    JavaScript: `const answer = await fetch(${JSON.stringify(url)}, {
  headers: { authorization: \`Bearer \${process.env.ATTACHE_KEY}\` },
});
const found = await answer.json();`,
    PHP: `$request = curl_init('${url}');
curl_setopt_array($request, [
  CURLOPT_RETURNTRANSFER => true,
  CURLOPT_HTTPHEADER => ['Authorization: Bearer ' . getenv('ATTACHE_KEY')],
]);
echo curl_exec($request);`,
  };
}

function writing(method: string, url: string, body: unknown) {
  const json = JSON.stringify(body);
  return {
    curl: `curl -X ${method} '${url}' \\
  -H "Authorization: Bearer $ATTACHE_KEY" \\
  -H 'Content-Type: application/json' \\
  -d '${json.replaceAll("'", "'\\''")}'`,
    JavaScript: `const answer = await fetch(${JSON.stringify(url)}, {
  method: ${JSON.stringify(method)},
  headers: {
    authorization: \`Bearer \${process.env.ATTACHE_KEY}\`,
    "content-type": "application/json",
  },
  body: JSON.stringify(${JSON.stringify(body, null, 2).replaceAll("\n", "\n  ")}),
});
const { outcome, code, message } = await answer.json();`,
    PHP: `$request = curl_init('${url}');
curl_setopt_array($request, [
  CURLOPT_CUSTOMREQUEST => '${method}',
  CURLOPT_RETURNTRANSFER => true,
  CURLOPT_HTTPHEADER => [
    'Authorization: Bearer ' . getenv('ATTACHE_KEY'),
    'Content-Type: application/json',
  ],
  CURLOPT_POSTFIELDS => '${json.replaceAll("'", "\\'")}',
]);
echo curl_exec($request);`,
  };
}
