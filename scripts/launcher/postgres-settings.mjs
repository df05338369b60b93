/** How the private server is tuned. fsync, full_page_writes and synchronous_commit stay on, as PostgreSQL has them. */
import { totalmem } from "node:os";

const MIB = 1024 * 1024;

/**
 * The settings of the server, as arguments of `postgres`.
 * @param {{ socketFolder: string | null, port: number }} where a socket folder, or null for 127.0.0.1
 * @param {"served" | "throwaway"} purpose a throwaway server (tests) stays small and need not survive a power cut
 * @returns {string[]}
 */
export function serverArguments({ socketFolder, port }, purpose) {
  const settings = {
    port,
    listen_addresses: socketFolder ? "" : "127.0.0.1",
    unix_socket_directories: socketFolder ?? "",
    unix_socket_permissions: "0700",
    timezone: "UTC",
    log_timezone: "UTC",
    max_connections: 100,
    ...(purpose === "throwaway" ? throwaway() : served()),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

function served() {
  // A quarter of memory for the cache, up to 2 GB: the rest is the file system's and the application's.
  const memoryMib = totalmem() / MIB;
  const sharedMib = Math.round(Math.min(2048, Math.max(64, memoryMib / 4)));
  return {
    shared_buffers: `${sharedMib}MB`,
    effective_cache_size: `${Math.round(Math.max(128, memoryMib / 2))}MB`,
    // The application keeps about 20 connections; a sort in each must not exhaust a small machine.
    work_mem: `${Math.round(Math.min(64, Math.max(4, memoryMib / 256)))}MB`,
    maintenance_work_mem: `${Math.round(Math.min(512, Math.max(32, memoryMib / 16)))}MB`,
    max_wal_size: "4GB",
    checkpoint_timeout: "15min",
    // For solid-state disks, where reading out of order costs hardly more than in order.
    random_page_cost: 1.1,
  };
}

function throwaway() {
  // Many connections: every test has a pool of its own, some with dozens of writers.
  return {
    max_connections: 400,
    shared_buffers: "128MB",
    max_wal_size: "256MB",
    fsync: "off",
    full_page_writes: "off",
    synchronous_commit: "on",
    autovacuum: "on",
  };
}
