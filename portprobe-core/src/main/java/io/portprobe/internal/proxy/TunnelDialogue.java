package io.portprobe.internal.proxy;

import io.portprobe.ProxyReport.Outcome;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.spi.TlsSettings;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A dialogue with an endpoint behind a proxy: requests a connection of the proxy, then passes on
 * everything to the dialogue of the protocol. A new connection begins with the same request.
 */
final class TunnelDialogue implements Dialogue {
  private final TunnelProtocol tunnel;
  private final Dialogue dialogue;
  private ConnectDialogue connect;
  private boolean open;

  /** The first call of the dialogue on this connection, when the path is open. */
  private Supplier<Step> first;

  /** Whether TLS comes before the first call. */
  private boolean tls;

  TunnelDialogue(TunnelProtocol tunnel, Dialogue dialogue) {
    this.tunnel = tunnel;
    this.dialogue = dialogue;
    this.connect = tunnel.connect();
    this.first = dialogue::start;
    this.tls = tunnel.tls();
  }

  @Override
  public Step start() {
    return connect.start();
  }

  @Override
  public Step connected() {
    connect = tunnel.connect();
    return connect.start();
  }

  @Override
  public Step received(ByteBuffer bytes) {
    if (open) {
      return passed(dialogue.received(bytes));
    }
    Step step = connect.received(bytes);
    return step instanceof Step.Finish finish
            && finish.finding() instanceof ProxyAnswer answer
            && answer.outcome() == Outcome.OPEN
        ? opened(answer)
        : step;
  }

  private Step opened(ProxyAnswer answer) {
    open = true;
    tunnel.onOpened(answer);
    byte[] rest = connect.rest();
    if (tls) {
      return rest.length == 0
          ? Step.startTls()
          : Step.mismatch("the endpoint sent data before the TLS handshake");
    }
    return passed(withReceived(first.get(), rest));
  }

  /**
   * Adds the bytes that were received with the reply of the proxy, where the step waits for some.
   */
  private Step withReceived(Step step, byte[] rest) {
    if (rest.length == 0) {
      return step;
    }
    if (step instanceof Step.Send send) {
      return Step.send(send.bytes(), withReceived(send.then(), rest));
    }
    return step instanceof Step.Await || step instanceof Step.More
        ? dialogue.received(ByteBuffer.wrap(rest).asReadOnlyBuffer())
        : step;
  }

  /** Passes a step on. A new connection is one to the proxy, on which TLS comes later. */
  private Step passed(Step step) {
    if (step instanceof Step.Send send && ending(send) instanceof Step.Reconnect) {
      return Step.send(send.bytes(), passed(send.then()));
    }
    if (step instanceof Step.Reconnect reconnect) {
      open = false;
      tls = reconnect.tls();
      first = dialogue::connected;
      return Step.reconnect();
    }
    return step;
  }

  private static Step ending(Step.Send send) {
    Step step = send;
    while (step instanceof Step.Send each) {
      step = each.then();
    }
    return step;
  }

  @Override
  public TlsSettings tlsSettings() {
    return dialogue.tlsSettings();
  }

  @Override
  public Step secured(TlsInfo info) {
    return passed(dialogue.secured(info));
  }

  @Override
  public Step tlsFailed(TlsFailure failure) {
    return passed(dialogue.tlsFailed(failure));
  }

  @Override
  public Step silent() {
    return open ? passed(dialogue.silent()) : Step.await();
  }

  @Override
  public Step closed() {
    return open ? passed(dialogue.closed()) : connect.closed();
  }

  @Override
  public Optional<Finding> partial() {
    return open ? dialogue.partial() : Optional.empty();
  }
}
