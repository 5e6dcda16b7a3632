package io.portprobe.internal.proxy;

import io.portprobe.spi.Dialogue;

/** A request for a connection to an endpoint. It finishes with a {@link ProxyAnswer}. */
interface ConnectDialogue extends Dialogue {
  /**
   * Returns what was received after the reply of the proxy: the first bytes of the endpoint.
   *
   * @return usually empty
   */
  byte[] rest();
}
