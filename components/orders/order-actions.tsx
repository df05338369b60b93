"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import type { OrderDetails } from "@/lib/orders/details";
import { EndOrderDialog } from "./end-order-dialog";
import { ExternalStatusDialog } from "./external-status-dialog";

type Asked = "refunded" | "cancelled" | "external" | null;

/** What an admin can do with an order. */
export function OrderActions({ order }: { order: OrderDetails }) {
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  return (
    <>
      <Button variant="default" onClick={() => setAsked("external")}>
        Change external status
      </Button>
      {order.status === "placed" && (
        <>
          <Button variant="default" onClick={() => setAsked("refunded")}>
            Refund
          </Button>
          <Button variant="default" onClick={() => setAsked("cancelled")}>
            Cancel order
          </Button>
        </>
      )}
      <ExternalStatusDialog order={order} opened={asked === "external"} onClose={close} />
      <EndOrderDialog order={order} to={asked === "refunded" || asked === "cancelled" ? asked : null} onClose={close} />
    </>
  );
}
