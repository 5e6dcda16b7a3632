package io.portprobe.examples.distributed;

import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.scan.ScanResult;
import io.portprobe.text.AddressText;
import io.portprobe.text.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One port of one host, seen from one vantage point: a row of the results. Flink serialises it by
 * its components. Immutable.
 *
 * @param vantagePoint the name of the vantage point
 * @param slice which of the slices of the scan it belongs to
 * @param transport TCP or UDP
 * @param host the host as it was given
 * @param port the port
 * @param address the address that was probed; null if the host was not resolved
 * @param state the state; null if the port was not probed
 * @param reason the reason for the state; null if the port was not probed
 * @param failure why the port was not probed; null if it was
 * @param elapsedNanos the time from the last probe to the reply, or the time without a reply
 * @param sends how often the port was probed
 * @param seenAtMillis when the result was known, in milliseconds since 1970
 * @param report the report of the dialogue as JSON; null if no protocol was spoken
 */
public record ProbeRecord(
    String vantagePoint,
    int slice,
    Transport transport,
    String host,
    int port,
    @Nullable String address,
    @Nullable PortState state,
    @Nullable Reason reason,
    @Nullable String failure,
    long elapsedNanos,
    int sends,
    long seenAtMillis,
    @Nullable String report) {

  /** Returns the row of a result that is known now. */
  static ProbeRecord of(ScanResult result, ScanSlice slice) {
    return new ProbeRecord(
        slice.vantagePoint().name(),
        slice.index(),
        result.transport(),
        result.host(),
        result.port(),
        result.remote().map(remote -> AddressText.of(remote.getAddress())).orElse(null),
        result.state().orElse(null),
        result.reason().orElse(null),
        result.failure().map(failure -> result.evidence()).orElse(null),
        result.elapsed().toNanos(),
        result.sends(),
        System.currentTimeMillis(),
        result.report().map(report -> report.toJson()).orElse(null));
  }

  /** Returns the endpoint as text, the same from each vantage point. */
  public String endpoint() {
    String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return transport.name().toLowerCase(Locale.ROOT) + "://" + name + ":" + port;
  }

  /**
   * Returns this row as one line of JSON. The properties that {@link ScanResult#toJson()} has too
   * have the same names and forms.
   */
  public String toJson() {
    StringBuilder json = new StringBuilder(256);
    json.append("{\"state\":").append(name(state));
    json.append(",\"reason\":").append(name(reason));
    json.append(",\"endpoint\":");
    appendEndpoint(json, transport, host, port);
    json.append(",\"remote\":");
    if (address == null) {
      json.append("null");
    } else {
      json.append("{\"address\":").append(JsonText.quoted(address));
      json.append(",\"port\":").append(port).append('}');
    }
    json.append(",\"failure\":").append(failure == null ? "null" : JsonText.quoted(failure));
    json.append(",\"elapsed\":\"").append(Duration.ofNanos(elapsedNanos));
    json.append("\",\"sends\":").append(sends);
    json.append(",\"vantagePoint\":\"").append(vantagePoint);
    json.append("\",\"slice\":").append(slice);
    json.append(",\"seenAt\":\"").append(Instant.ofEpochMilli(seenAtMillis));
    json.append("\",\"report\":").append(report).append('}');
    return json.toString();
  }

  /** Appends an endpoint in the form that {@link ScanResult#toJson()} has. */
  static void appendEndpoint(StringBuilder json, Transport transport, String host, int port) {
    json.append("{\"transport\":").append(name(transport)).append(",\"host\":");
    JsonText.appendQuoted(json, host);
    json.append(",\"port\":").append(port).append('}');
  }

  static String name(@Nullable Enum<?> constant) {
    return constant == null ? "null" : '"' + constant.name() + '"';
  }
}
