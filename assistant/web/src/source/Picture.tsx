import { useState } from "react";

import type { RecordView } from "../api/types";
import { fileAddress } from "./fileAddress";
import styles from "./source.module.css";

/** A picture above what was read from it; nothing where the browser cannot show it. */
export function Picture({ record }: { record: RecordView }) {
  const [broken, setBroken] = useState(false);
  if (broken) return null;
  return (
    <img
      className={styles["picture"]}
      src={fileAddress(record.record_id, record.version)}
      alt={record.title}
      onError={() => {
        setBroken(true);
      }}
    />
  );
}
