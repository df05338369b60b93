/** How the private server is tuned. fsync, full_page_writes and synchronous_commit stay on, as PostgreSQL has them. */
import { statfsSync } from "node:fs";
import { totalmem } from "node:os";

const MIB = 1024 * 1024;
const MEMORY_DISK = "/dev/shm";
/** The number of the file system that lies in memory (TMPFS_MAGIC of the kernel). */
const TMPFS = 0x01021994;

/**
 * The settings of the server, as arguments of `postgres`.
 * @param {{ cluster: string, socketFolder: string | null, port: number }} where a socket folder, or null for 127.0.0.1
 * @param {"served" | "throwaway"} purpose a throwaway server (tests) stays small and need not survive a power cut
 * @returns {string[]}
 */
export function serverArguments({ cluster, socketFolder, port }, purpose) {
  const settings = {
    port,
    listen_addresses: socketFolder ? "" : "127.0.0.1",
    unix_socket_directories: socketFolder ?? "",
    unix_socket_permissions: "0700",
    timezone: "UTC",
    log_timezone: "UTC",
    max_connections: 100,
    ...sharedMemory(cluster),
    ...(purpose === "throwaway" ? throwaway() : served()),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/**
 * Where parallel workers of a query share memory: in the cluster's own folder when the memory disk is small, as in most
 * containers, where one large sort would fill it; or when that folder lies in memory anyway, because a server that is
 * killed and removed (a test's) would leave its part of the memory disk for ever.
 */
function sharedMemory(cluster) {
  if (process.platform !== "linux") return {};
  const isInMemory = statfsSync(cluster).type === TMPFS;
  return { dynamic_shared_memory_type: isInMemory || freeBytes(MEMORY_DISK) < 1024 * MIB ? "mmap" : "posix" };
}

/** The room on a disk; 0 when there is no such disk. */
export function freeBytes(path) {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return 0;
  }
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
