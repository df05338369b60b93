const STYLE = `
  :root { color-scheme: light dark; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f8f9fb, #101318);
    color: light-dark(#1a202c, #d5d9e0); font: 15px/1.5 system-ui, sans-serif; }
  main { max-width: 26rem; margin: 1.5rem; padding: 2rem; border: 1px solid light-dark(#e6e9ee, #2a303b);
    border-radius: 12px; background: light-dark(#fff, #171b22); }
  h1 { margin: 0 0 .5rem; font-size: 1.25rem; line-height: 1.3; }
  p { margin: 0; color: light-dark(#4a5365, #b3bac6); }`;

/**
 * What somebody sees whose referral link does not work: a page of its own, for they are no user of Attaché.
 * @param reason a sentence of ours, without anything that came with the request
 */
export function deadLinkPage(status: 404 | 410, reason: string): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>This link does not work</title>
<style>${STYLE}</style>
</head>
<body><main><h1>This link does not work</h1><p>${reason}</p></main></body>
</html>`;
  return new Response(html, {
    status,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });
}
