"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import Link from "next/link";
import { ORDERS } from "./order-href";

/** Leads to the form for a new order. */
export function CreateOrderLink() {
  return (
    <Button component={Link} href={`${ORDERS}/create`} leftSection={<IconPlus size={16} stroke={1.8} aria-hidden />}>
      Create Order
    </Button>
  );
}
