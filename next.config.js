/** @type {import("next").NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  images: { unoptimized: true },
  serverExternalPackages: ["pg", "@node-rs/argon2", "pino", "@prisma/client", "@prisma/adapter-pg"],
  experimental: {
    // forbidden() and unauthorized(): a refused page or action answers 403 or 401, not 500.
    authInterrupts: true,
    // A pasted list of 50,000 e-mail addresses is one action (PASTE_MAX_LENGTH in lib/segments/schema.ts).
    serverActions: { bodySizeLimit: "8mb" },
    optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@tabler/icons-react"],
  },
  async headers() {
    return [
      {
        source: "/:path*",
        headers: [
          { key: "X-Content-Type-Options", value: "nosniff" },
          { key: "X-Frame-Options", value: "DENY" },
          { key: "Referrer-Policy", value: "same-origin" },
          {
            key: "Content-Security-Policy",
            value: "frame-ancestors 'none'; object-src 'none'; base-uri 'self'; form-action 'self'",
          },
        ],
      },
      // The legacy API has its key in the address, which is then nobody else's business.
      {
        source: "/api/v2/:path*",
        headers: [
          { key: "Referrer-Policy", value: "no-referrer" },
          { key: "Cache-Control", value: "no-store" },
        ],
      },
    ];
  },
  // While developing, Next writes every request's address on the console.
  logging: { incomingRequests: { ignore: [/^\/api\/v2\//] } },
};
