// The descriptors that the protocol process opens for the session, after stdin, stdout and stderr.
export const incomingDescriptor = 3;
export const outgoingDescriptor = 4;
