"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { ORDERS } from "@/components/orders/order-href";
import { EmptyState } from "@/components/ui/empty-state";

export default function OrderNotFound() {
  return (
    <EmptyState
      title="There is no such order"
      description="The link may be incomplete or mistyped. Look for the order's id or its customer in the list."
      action={
        <Button component={Link} href={ORDERS}>
          Go to Orders
        </Button>
      }
    />
  );
}
