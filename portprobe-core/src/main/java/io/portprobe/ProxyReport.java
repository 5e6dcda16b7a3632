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
    OPEN,
    /**
     * The endpoint refused the proxy's connection: reply 5 of SOCKS 5, or {@code
     * connection_refused} in the field Proxy-Status (RFC 9209).
     */
    TARGET_REFUSED,
    /**
     * The proxy did not reach the endpoint: replies 3, 4 and 6 of SOCKS 5, status 502, 503 and 504
     * of HTTP. Many HTTP proxies also report a refusal of the endpoint in this way.
     */
    TARGET_UNREACHABLE,
    /** The rules of the proxy deny the endpoint: reply 2 of SOCKS 5, status 4xx of HTTP. */
    PROXY_DENIED,
    /** The proxy requires credentials, or rejected them. */
    PROXY_AUTHENTICATION,
    /** The proxy failed for another reason; see {@link ProxyReport#code()}. */
    PROXY_FAILED,
    /**
     * The proxy accepted the connection but sent no reply in time: usually it waits for an endpoint
     * that is filtered.
     */
    NO_REPLY,
    /** The peer does not speak the protocol of the proxy, or closed the connection. */
    NOT_A_PROXY,
    /** The port of the proxy is not listening; {@link ProxyReport#proxy()} has the reason. */
    PROXY_NOT_LISTENING
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
