import { useCallback, useEffect, useReducer, useRef, useState } from "react";

import { kindOf } from "../api/errors";
import {
  deleteUpload,
  fetchUploads,
  sendUpload,
  type Uploaded,
  UploadRefused,
} from "../api/uploads";
import { useAsker } from "../asker/context";
import { problemOf, type Sending, sendingAfter } from "./sending";

/** How often it is asked whether a file has been read. */
const LOOK_MS = 1500;
const NOTHING: Uploaded = { uploads: [], enabled: false, limit_mb: 0, endings: [] };

export interface Uploads {
  own: Uploaded;
  /** Asks which files there are; they are not known before. */
  look: () => void;
  sending: readonly Sending[];
  add: (files: Iterable<File>) => void;
  /** Stops sending a file, or puts away one that was not taken. */
  stop: (key: number) => void;
  remove: (id: string) => void;
}

/** One's own files, those on their way, and what one can do with them. */
export function useUploadsState(): Uploads {
  const { csrf, refresh } = useAsker();
  const [own, setOwn] = useState(NOTHING);
  const [sending, tell] = useReducer(sendingAfter, []);
  const [looks, setLooks] = useState(0);
  const controllers = useRef(new Map<number, AbortController>());
  const lastKey = useRef(0);

  const look = useCallback(() => {
    setLooks((count) => count + 1);
  }, []);

  useEffect(() => {
    if (looks === 0) return undefined;
    const controller = new AbortController();
    let timer: number | undefined;
    fetchUploads(controller.signal).then(
      (value) => {
        setOwn(value);
        if (value.uploads.some((one) => one.state === "waiting"))
          timer = window.setTimeout(look, LOOK_MS);
      },
      () => undefined, // the chat says it, should the server be gone
    );
    return () => {
      controller.abort();
      window.clearTimeout(timer);
    };
  }, [looks, look]);

  useEffect(() => {
    const held = controllers.current;
    return () => {
      for (const controller of held.values()) controller.abort();
    };
  }, []);

  const addOne = async (file: File): Promise<void> => {
    lastKey.current += 1;
    const key = lastKey.current;
    const problem = problemOf(file, own);
    tell({ type: "begun", key, name: file.name, problem });
    if (problem) return;
    const controller = new AbortController();
    controllers.current.set(key, controller);
    try {
      await sendUpload(
        file,
        csrf,
        (share) => {
          tell({ type: "went", key, share });
        },
        controller.signal,
      );
      tell({ type: "over", key });
      look();
    } catch (error) {
      if (kindOf(error) === "asker") refresh();
      const why = error instanceof UploadRefused ? error.problem : "failed";
      tell({ type: "refused", key, problem: why });
    } finally {
      controllers.current.delete(key);
    }
  };

  return {
    own,
    look,
    sending,
    add: (files) => {
      for (const file of files) void addOne(file);
    },
    stop: (key) => {
      controllers.current.get(key)?.abort();
      tell({ type: "over", key });
    },
    remove: (id) => {
      deleteUpload(id, csrf).then(look, look);
    },
  };
}
