package io.portprobe;

import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanSummary;
import io.portprobe.spi.TlsInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * A listener for all probes and scans of a client, for metrics and logs.
 *
 * <p>Each probe causes {@link #started}, followed by exactly one of {@link #completed}, {@link
 * #failed} and {@link #cancelled}:
 *
 * <pre>{@code
 * started -> completed | failed | cancelled
 * }</pre>
 *
 * <p>In between, {@link #resolved} is called once for each try, {@link #connected} for each TCP
 * connection, and {@link #secured} and {@link #dialogueEnded} at the end of each dialogue. The
 * probes of a scan that are not dialogues cause none of these events; {@link #scanStarted} is
 * followed by {@link #scanEnded} or {@link #scanFailed}.
 *
 * <p>{@link #started} and {@link #scanStarted} are called on the thread of the caller, the other
 * methods normally on a client thread. No method may block. Exceptions of a listener are logged and
 * ignored.
 */
public interface ProbeListener {
  /**
   * Reports that {@link PortProbe#state()} or {@link PortProbe#report()} was called.
   *
   * @param endpoint the endpoint of the probe
   */
  default void started(Endpoint endpoint) {}

  /**
   * Reports that the addresses of a probe are known.
   *
   * @param endpoint the endpoint of the probe
   * @param addresses all addresses of the host; the address itself if the host is one
   * @param time how long name resolution took
   */
  default void resolved(Endpoint endpoint, List<InetAddress> addresses, Duration time) {}

  /**
   * Reports that a TCP handshake completed.
   *
   * @param endpoint the endpoint of the probe
   * @param remote the address and port of the peer
   * @param time the time from opening the socket
   */
  default void connected(Endpoint endpoint, InetSocketAddress remote, Duration time) {}

  /**
   * Reports a TLS handshake, when the dialogue that it belongs to has ended.
   *
   * @param endpoint the endpoint of the probe
   * @param remote the address and port of the peer
   * @param tls the handshake, also one that failed
   */
  default void secured(Endpoint endpoint, InetSocketAddress remote, TlsInfo tls) {}

  /**
   * Reports that a dialogue has ended.
   *
   * @param endpoint the endpoint of the probe
   * @param remote the address and port of the peer
   * @param dialogue its result
   */
  default void dialogueEnded(
      Endpoint endpoint, InetSocketAddress remote, DialogueReport dialogue) {}

  /**
   * Reports that a scan was started.
   *
   * @param scan the settings of the scan
   */
  default void scanStarted(Scan scan) {}

  /**
   * Reports that a scan has ended with a summary: it is complete, was stopped, or its deadline or
   * limit was reached.
   *
   * @param scan the settings of the scan
   * @param summary the counts
   */
  default void scanEnded(Scan scan, ScanSummary summary) {}

  /**
   * Reports that a scan has ended without a summary, also because the caller cancelled it.
   *
   * @param scan the settings of the scan
   * @param failure the reason
   */
  default void scanFailed(Scan scan, Throwable failure) {}

  /**
   * Reports that a probe has a result.
   *
   * @param report the result
   */
  default void completed(ProbeReport report) {}

  /**
   * Reports that a probe could not be carried out, or that portprobe or a plug-in has a defect.
   *
   * @param endpoint the endpoint of the probe
   * @param failure a {@link ProbeException}, or the exception that shows the defect
   */
  default void failed(Endpoint endpoint, Throwable failure) {}

  /**
   * Reports that the caller cancelled or completed the future, or that the client was closed.
   *
   * @param endpoint the endpoint of the probe
   */
  default void cancelled(Endpoint endpoint) {}
}
