// Asks a kernel's checker, on the control channel: it answers while a cell runs.
import { type Kernel, KernelMessage } from '@jupyterlab/services';
import type { Method, Params, Result } from './lsp.js';

/** In kernel_info_reply, of the kernels that answer. */
const feature = 'tensorcell language';

/** Why there is no answer: the kernel is gone, knows no such method, or a later question took its place. */
export class NoAnswer extends Error {
  constructor(
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}

type Reply = { status: 'ok'; result: unknown } | { status: 'error'; ename: string; evalue: string };

/** True for TensorCell's kernel; all others are left alone. */
export async function speaksLanguage(kernel: Kernel.IKernelConnection): Promise<boolean> {
  const info = (await kernel.info) as { supported_features?: string[] };
  return info.supported_features?.includes(feature) ?? false;
}

export class LanguageClient {
  constructor(readonly kernel: Kernel.IKernelConnection) {}

  /** @throws NoAnswer */
  ask<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    return new Promise((resolve, reject) => {
      const gone = () => reject(new NoAnswer('Gone', 'The kernel has ended.'));
      if (this.kernel.isDisposed || this.kernel.status === 'dead') return gone();
      const future = this.#send(method, params);
      // The kernel may publish no status for these questions, then `done` comes with the disposal, as a rejection.
      future.done.catch(gone);
      future.onReply = ({ content }) => {
        const reply = content as unknown as Reply;
        if (reply.status === 'ok') resolve(reply.result as Result<M>);
        else reject(new NoAnswer(reply.ename, reply.evalue));
        setTimeout(() => future.dispose(), 0);
      };
    });
  }

  #send(method: Method, params: object) {
    const { kernel } = this;
    // JupyterLab's types list the messages that Jupyter knows; this one is TensorCell's own.
    const message = KernelMessage.createMessage({
      msgType: 'language_request',
      channel: 'control',
      session: kernel.clientId,
      username: kernel.username,
      content: { method, params },
    } as unknown as KernelMessage.IOptions<KernelMessage.IDebugRequestMsg>);
    return kernel.sendControlMessage(message as unknown as KernelMessage.IControlMessage, true);
  }
}
