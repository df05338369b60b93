"use client";

import { Button, Progress, VisuallyHidden } from "@mantine/core";
import { percentOf, sizeOf } from "./quantities";
import classes from "./upload.module.css";
import type { Upload } from "./use-upload";

/** How much of a file is sent, and the way to stop it. */
export function UploadProgress({ upload: { name, sent }, onCancel }: { upload: Upload; onCancel: () => void }) {
  const percent = percentOf(sent.loaded, sent.total);
  const isSent = percent === 100;
  return (
    <div className={classes.progress}>
      <div className={classes.progressHead}>
        <strong className={classes.name}>{isSent ? `Reading ${name}…` : `Uploading ${name}`}</strong>
        <span className="tabular">
          {percent} % · {sizeOf(sent.loaded)} of {sizeOf(sent.total)}
        </span>
      </div>
      <Progress value={percent} animated={isSent} aria-label={`Upload of ${name}`} />
      {/* Said at the quarters only: every piece would be too much to listen to. */}
      <VisuallyHidden role="status">
        {isSent ? "The file is sent and being read." : `Uploading, ${Math.floor(percent / 25) * 25} percent sent.`}
      </VisuallyHidden>
      <Button variant="default" size="xs" className={classes.cancel} onClick={onCancel}>
        Cancel upload
      </Button>
    </div>
  );
}
