package io.portprobe.internal.jfr;

import io.portprobe.DialogueReport;
import io.portprobe.Endpoint;
import io.portprobe.IoMode;
import io.portprobe.ProbeReport;
import io.portprobe.internal.util.Failures;
import io.portprobe.text.AddressText;
import java.net.InetSocketAddress;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The event types. Loaded only if the recorder is available. */
final class JfrEvents {
  private static final String CANCELLED = "cancelled";

  private JfrEvents() {}

  static boolean isRecorderInitialized() {
    return FlightRecorder.isInitialized();
  }

  static ProbeSpan probe(Endpoint endpoint, IoMode transport) {
    ProbeEvent event = new ProbeEvent();
    if (!event.isEnabled()) {
      return ProbeSpan.none();
    }
    event.endpoint = endpoint.toString();
    event.transport = transport.name();
    event.begin();
    return new RecordedProbe(event);
  }

  static ProbeSpan resolve(String host) {
    ResolveEvent event = new ResolveEvent();
    if (!event.isEnabled()) {
      return ProbeSpan.none();
    }
    event.host = host;
    event.begin();
    return new ResolveSpan(event);
  }

  static ProbeSpan dialogue(String protocol, InetSocketAddress peer) {
    DialogueEvent event = new DialogueEvent();
    if (!event.isEnabled()) {
      return ProbeSpan.none();
    }
    event.protocol = protocol;
    event.peer = AddressText.of(peer.getAddress()) + " port " + peer.getPort();
    event.begin();
    return new DialogueSpan(event);
  }

  private static String text(@Nullable Throwable failure) {
    return failure == null ? CANCELLED : Failures.describe(failure);
  }

  @Name("io.portprobe.Probe")
  @Label("Probe")
  @Category("portprobe")
  @Description("A probe of one endpoint, from the call to its result")
  @StackTrace(false)
  static final class ProbeEvent extends Event {
    @Label("Endpoint")
    @Nullable String endpoint;

    @Label("Transport")
    @Description("The system interface: EPOLL, KQUEUE or NIO")
    @Nullable String transport;

    @Label("State")
    @Nullable String state;

    @Label("Reason")
    @Nullable String reason;

    @Label("Attempts")
    int attempts;

    @Label("Failure")
    @Nullable String failure;
  }

  @Name("io.portprobe.Resolve")
  @Label("Name Resolution")
  @Category("portprobe")
  @Description("The resolution of a host name")
  @StackTrace(false)
  static final class ResolveEvent extends Event {
    @Label("Host")
    @Nullable String host;

    @Label("Addresses")
    int addresses;

    @Label("Failure")
    @Nullable String failure;
  }

  @Name("io.portprobe.Dialogue")
  @Label("Dialogue")
  @Category("portprobe")
  @Description("The dialogue of a protocol with one address")
  @StackTrace(false)
  static final class DialogueEvent extends Event {
    @Label("Protocol")
    @Nullable String protocol;

    @Label("Peer")
    @Nullable String peer;

    @Label("Outcome")
    @Nullable String outcome;

    @Label("Note")
    @Nullable String note;

    @Label("Bytes Sent")
    long bytesSent;

    @Label("Bytes Received")
    long bytesReceived;
  }

  private static final class RecordedProbe extends ProbeSpan {
    private final ProbeEvent event;

    RecordedProbe(ProbeEvent event) {
      this.event = event;
    }

    @Override
    public void completed(ProbeReport report) {
      event.state = report.state().name();
      event.reason = report.reason().name();
      event.attempts = report.attempts().size();
      event.commit();
    }

    @Override
    public void failed(@Nullable Throwable failure) {
      event.failure = text(failure);
      event.commit();
    }
  }

  private static final class ResolveSpan extends ProbeSpan {
    private final ResolveEvent event;

    ResolveSpan(ResolveEvent event) {
      this.event = event;
    }

    @Override
    public void resolved(int addresses) {
      event.addresses = addresses;
      event.commit();
    }

    @Override
    public void failed(@Nullable Throwable failure) {
      event.failure = text(failure);
      event.commit();
    }
  }

  private static final class DialogueSpan extends ProbeSpan {
    private final DialogueEvent event;

    DialogueSpan(DialogueEvent event) {
      this.event = event;
    }

    @Override
    public void ended(DialogueReport report) {
      event.outcome = report.outcome().name();
      event.note = report.note();
      event.bytesSent = report.bytesSent();
      event.bytesReceived = report.bytesReceived();
      event.commit();
    }
  }
}
