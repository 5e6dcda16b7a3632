package io.portprobe.protocols.testing.msrpc;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of one activity (C706 sections 10.2 and 12.5), with one call at a time. Guarded
 * by the {@link DatagramMapperService}.
 */
final class DatagramActivity {
  private static final int PING = 1;
  private static final int ACK = 7;
  private static final int FACK = 9;
  private static final int IDEMPOTENT = 0x20;
  private static final int WRONG_BOOT_TIME = 0x1c01_0006; // nca_wrong_boot_time
  private static final int BAD_ACTIVITY = 0x1c00_000b; // nca_who_are_you_failed

  private final DatagramMapperSettings settings;
  private final DatagramResponseEncoder encoder;
  private final DatagramCounters counters;
  private final MapperService service;
  private final UUID callbackActivity;
  private @Nullable DatagramHeader call;
  private List<byte[]> response = List.of();
  private int acknowledged = -1;
  private int workingSent;
  private boolean authenticated;
  private boolean forgotten;

  DatagramActivity(
      DatagramMapperSettings settings,
      DatagramResponseEncoder encoder,
      DatagramCounters counters,
      UUID callbackActivity) {
    this.settings = settings;
    this.encoder = encoder;
    this.counters = counters;
    this.callbackActivity = callbackActivity;
    service = new MapperService(settings.map(), counters.calls());
  }

  List<byte[]> receive(DatagramHeader pdu) {
    return switch (pdu.type()) {
      case DatagramResponseEncoder.REQUEST -> onRequest(pdu);
      case PING -> onPing(pdu);
      case FACK -> onFack(pdu);
      case ACK -> {
        counters.ack();
        response = List.of();
        yield List.of();
      }
      default -> List.of();
    };
  }

  private List<byte[]> onRequest(DatagramHeader pdu) {
    if (settings.rejectStatus() != 0) {
      return List.of(encoder.status(pdu, DatagramResponseEncoder.REJECT, settings.rejectStatus()));
    }
    if (!MapperService.offers(pdu.interfaceId(), pdu.version())) {
      return List.of(
          encoder.status(pdu, DatagramResponseEncoder.REJECT, MapperService.UNKNOWN_INTERFACE));
    }
    if (pdu.serverBoot() != 0 && pdu.serverBoot() != DatagramResponseEncoder.BOOT) {
      return List.of(encoder.status(pdu, DatagramResponseEncoder.REJECT, WRONG_BOOT_TIME));
    }
    if (call != null && pdu.sequence() < call.sequence()) {
      return List.of();
    }
    if (call == null || pdu.sequence() > call.sequence()) {
      call = pdu;
      response = List.of();
      acknowledged = -1;
      workingSent = 0;
    }
    return proceed(call);
  }

  /** Continues the call: calls back, sends "working", or executes it and sends its response. */
  private List<byte[]> proceed(DatagramHeader current) {
    boolean once = (current.flags() & IDEMPOTENT) == 0;
    if (!authenticated && (once || settings.callsBack())) {
      return List.of(encoder.whoAreYou(current, callbackActivity));
    }
    if (workingSent < settings.workingCount()) {
      workingSent++;
      return List.of(encoder.pduFor(current, DatagramResponseEncoder.WORKING, new byte[0]));
    }
    if (response.isEmpty()) {
      ByteBuffer in = current.body().duplicate().order(current.body().order());
      MapperService.Result result = service.call(current.interfaceId(), current.operation(), in);
      response =
          result.fault() != 0
              ? List.of(encoder.status(current, DatagramResponseEncoder.FAULT, result.fault()))
              : encoder.response(current, result.stub());
    }
    return nextWindow();
  }

  /** Returns the fragments after the acknowledged ones, up to the next that needs a fack. */
  private List<byte[]> nextWindow() {
    int from = Math.min(acknowledged + 1, response.size());
    int to = (from / DatagramResponseEncoder.WINDOW + 1) * DatagramResponseEncoder.WINDOW;
    return response.subList(from, Math.min(to, response.size()));
  }

  private List<byte[]> onPing(DatagramHeader pdu) {
    counters.ping();
    if (settings.forgetsCall() && !forgotten) {
      forgotten = true;
      call = null;
    }
    if (call == null || call.sequence() != pdu.sequence()) {
      return List.of(encoder.pduFor(pdu, DatagramResponseEncoder.NOCALL, new byte[0]));
    }
    return proceed(call);
  }

  private List<byte[]> onFack(DatagramHeader pdu) {
    counters.fack();
    if (call == null || pdu.sequence() != call.sequence()) {
      return List.of();
    }
    int upTo = pdu.fragment() == 0xffff ? -1 : pdu.fragment();
    acknowledged = Math.max(acknowledged, upTo);
    return nextWindow();
  }

  /** Receives the response to a callback, and continues the call if it is correct. */
  List<byte[]> onCallbackResponse(DatagramHeader pdu) {
    ByteBuffer in = pdu.body();
    boolean correct =
        pdu.type() == DatagramResponseEncoder.RESPONSE
            && in.remaining() == 24
            && call != null
            && in.getInt(0) == call.sequence()
            && in.getInt(20) == 0;
    if (call == null) {
      return List.of();
    }
    if (!correct) {
      return List.of(encoder.status(call, DatagramResponseEncoder.REJECT, BAD_ACTIVITY));
    }
    counters.callbackResponse();
    authenticated = true;
    return proceed(call);
  }
}
