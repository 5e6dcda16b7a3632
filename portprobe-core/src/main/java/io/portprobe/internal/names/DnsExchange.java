package io.portprobe.internal.names;

import io.netty.channel.Channel;
import io.netty.handler.codec.dns.DnsRecordType;
import org.jspecify.annotations.Nullable;

/** One question to one name server. Confined to the event loop. */
final class DnsExchange {
  /** Receives the end of an exchange, on the event loop. Not called after {@link #cancel}. */
  interface Listener {
    /** The server answered. */
    void onAnswer(DnsExchange exchange, DnsAnswer answer);

    /**
     * The server sent something that does not count, so that the exchange continues.
     *
     * @param count the number of such replies
     * @param why why the last one does not count
     */
    void onIgnored(DnsExchange exchange, int count, String why);

    /**
     * The server cannot be queried.
     *
     * @param shortage whether a resource of this host is short, so that a later attempt may succeed
     */
    void onUnreachable(DnsExchange exchange, String why, boolean shortage);
  }

  enum State {
    QUEUED,
    SENT,
    DONE
  }

  final DnsServer server;
  final String name;
  final DnsRecordType type;
  final String host;
  private final Listener listener;
  State state = State.QUEUED;
  @Nullable DnsSocket socket;
  @Nullable Channel stream;
  int id;
  private int ignored;

  /**
   * Creates an exchange.
   *
   * @param name the name to query
   * @param host the name that the addresses keep
   */
  DnsExchange(DnsServer server, String name, DnsRecordType type, String host, Listener listener) {
    this.server = server;
    this.name = name;
    this.type = type;
    this.host = host;
    this.listener = listener;
  }

  /** Ends the exchange without a result. */
  void cancel() {
    end();
  }

  void answered(DnsAnswer answer) {
    if (end()) {
      listener.onAnswer(this, answer);
    }
  }

  /** Records a reply that does not count. */
  void ignore(String why) {
    if (state != State.DONE) {
      ignored++;
      listener.onIgnored(this, ignored, why);
    }
  }

  void unreachable(String why, boolean shortage) {
    if (end()) {
      listener.onUnreachable(this, why, shortage);
    }
  }

  private boolean end() {
    if (state == State.DONE) {
      return false;
    }
    boolean sent = state == State.SENT;
    state = State.DONE;
    if (socket != null) {
      socket.forget(this);
    }
    if (stream != null) {
      var unused = stream.close();
    }
    if (sent) {
      server.exchangeEnded();
    }
    return true;
  }
}
