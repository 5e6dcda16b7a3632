package io.portprobe;

import io.portprobe.internal.json.ResultTrees;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The result of a probe through a proxy: whether the path is open, and if not, who refused.
 * Immutable and thread-safe. A later version may add methods and outcomes.
 */
public interface ProxyReport extends JsonResult {

  /** Whether the path is open, or who refused. */
  enum Outcome {
    /** The proxy connected to the endpoint: the port is listening, as seen from the proxy. */
    OPEN("open"),
    /**
     * The endpoint refused the proxy's connection: reply 5 of SOCKS 5, or {@code
     * connection_refused} in the field Proxy-Status (RFC 9209).
     */
    TARGET_REFUSED("the endpoint refused the proxy's connection"),
    /**
     * The proxy did not reach the endpoint: replies 3, 4 and 6 of SOCKS 5, status 502, 503 and 504
     * of HTTP. Many HTTP proxies also report a refusal of the endpoint in this way.
     */
    TARGET_UNREACHABLE("the proxy did not reach the endpoint"),
    /** The rules of the proxy deny the endpoint: reply 2 of SOCKS 5, status 4xx of HTTP. */
    PROXY_DENIED("the proxy denied the connection"),
    /** The proxy requires credentials, or rejected them. */
    PROXY_AUTHENTICATION("the proxy requires credentials, or rejected them"),
    /** The proxy failed for another reason; see {@link ProxyReport#code()}. */
    PROXY_FAILED("the proxy failed"),
    /**
     * The proxy accepted the connection but sent no reply in time: usually it waits for an endpoint
     * that is filtered.
     */
    NO_REPLY("the proxy sent no reply"),
    /** The peer does not speak the protocol of the proxy, or closed the connection. */
    NOT_A_PROXY("the peer is not a proxy of this type"),
    /** The port of the proxy is not listening; {@link ProxyReport#proxy()} has the reason. */
    PROXY_NOT_LISTENING("the client cannot connect to the proxy");

    private final String description;

    Outcome(String description) {
      this.description = description;
    }

    /**
     * Returns the outcome in words.
     *
     * @return for example {@code "the proxy denied the connection"}; the wording may change
     */
    public String description() {
      return description;
    }
  }

  /**
   * Returns the endpoint behind the proxy.
   *
   * @return the endpoint
   */
  Endpoint endpoint();

  /**
   * Returns whether the path is open, or who refused.
   *
   * @return the outcome
   */
  Outcome outcome();

  /**
   * Returns the reply of the proxy: the status code of HTTP, or the reply code of SOCKS 5 (RFC 1928
   * section 6).
   *
   * @return empty if the proxy did not reply to the request
   */
  OptionalInt code();

  /**
   * Returns the reply in words.
   *
   * @return one human-readable line, safe to print, whose wording may change
   */
  String detail();

  /**
   * Returns the whole result for a ticket: the outcome, its meaning for the endpoint, and the
   * explanation of the report about the port of the proxy.
   *
   * @return several lines, safe to print, whose wording may change
   */
  String explain();

  /**
   * Returns the report about the port of the proxy.
   *
   * @return a report with the evidence of each address of the proxy
   */
  ProbeReport proxy();

  /**
   * Returns the dialogue with the endpoint, of a probe with {@link ProxyProbe#as}.
   *
   * @return empty if no protocol was set, or the path is not open
   */
  Optional<DialogueReport> dialogue();

  /**
   * Returns whether the proxy connected to the endpoint.
   *
   * @return true for {@link Outcome#OPEN}
   */
  default boolean isOpen() {
    return outcome() == Outcome.OPEN;
  }

  @Override
  default Map<String, @Nullable Object> toMap() {
    return ResultTrees.of(this);
  }
}
