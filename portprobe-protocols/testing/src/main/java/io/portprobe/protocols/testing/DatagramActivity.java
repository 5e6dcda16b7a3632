package io.portprobe.protocols.testing;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The server's side of one activity (C706 sections 10.2 and 12.5): one call at a time. */
final class DatagramActivity {
  private static final int PING = 1;
  private static final int ACK = 7;
  private static final int FACK = 9;
  private static final int IDEMPOTENT = 0x20;
  private static final int WRONG_BOOT_TIME = 0x1c01_0006; // nca_wrong_boot_time
  private static final int BAD_ACTIVITY = 0x1c00_000b; // nca_who_are_you_failed

  private final DatagramMapperSettings script;
  private final DatagramResponseEncoder replies;
  private final DatagramCounters log;
  private final MapperService service;
  private final UUID callback;
  private @Nullable DatagramHeader call;
  private List<byte[]> response = List.of();
  private int acknowledged = -1;
  private int worked;
  private boolean known;
  private boolean forgot;

  DatagramActivity(
      DatagramMapperSettings script,
      DatagramResponseEncoder replies,
      DatagramCounters log,
      UUID callback) {
    this.script = script;
    this.replies = replies;
    this.log = log;
    this.callback = callback;
    service = new MapperService(script.map(), log.calls());
  }

  List<byte[]> hear(DatagramHeader pdu) {
    return switch (pdu.type()) {
      case DatagramResponseEncoder.REQUEST -> requested(pdu);
      case PING -> pinged(pdu);
      case FACK -> facked(pdu);
      case ACK -> {
        log.acknowledged();
        response = List.of();
        yield List.of();
      }
      default -> List.of();
    };
  }

  private List<byte[]> requested(DatagramHeader pdu) {
    if (script.reject() != 0) {
      return List.of(replies.status(pdu, DatagramResponseEncoder.REJECT, script.reject()));
    }
    if (!MapperService.has(pdu.interfaceId(), pdu.version())) {
      return List.of(
          replies.status(pdu, DatagramResponseEncoder.REJECT, MapperService.UNKNOWN_INTERFACE));
    }
    if (pdu.serverBoot() != 0 && pdu.serverBoot() != DatagramResponseEncoder.BOOT) {
      return List.of(replies.status(pdu, DatagramResponseEncoder.REJECT, WRONG_BOOT_TIME));
    }
    if (call != null && pdu.sequence() < call.sequence()) {
      return List.of();
    }
    if (call == null || pdu.sequence() > call.sequence()) {
      call = pdu;
      response = List.of();
      acknowledged = -1;
      worked = 0;
    }
    return goOn(call);
  }

  /** Where the call stands: not trusted yet, not done yet, or done. */
  private List<byte[]> goOn(DatagramHeader current) {
    boolean once = (current.flags() & IDEMPOTENT) == 0;
    if (!known && (once || script.callingBack())) {
      return List.of(replies.whoAreYou(current, callback));
    }
    if (worked < script.working()) {
      worked++;
      return List.of(replies.about(current, DatagramResponseEncoder.WORKING, new byte[0]));
    }
    if (response.isEmpty()) {
      ByteBuffer in = current.body().duplicate().order(current.body().order());
      MapperService.Result result = service.call(current.interfaceId(), current.operation(), in);
      response =
          result.fault() != 0
              ? List.of(replies.status(current, DatagramResponseEncoder.FAULT, result.fault()))
              : replies.response(current, result.stub());
    }
    return window();
  }

  /** What follows on what is there already, up to the next fragment that asks. */
  private List<byte[]> window() {
    int from = Math.min(acknowledged + 1, response.size());
    int to = (from / DatagramResponseEncoder.WINDOW + 1) * DatagramResponseEncoder.WINDOW;
    return response.subList(from, Math.min(to, response.size()));
  }

  private List<byte[]> pinged(DatagramHeader pdu) {
    log.pinged();
    if (script.forgetting() && !forgot) {
      forgot = true;
      call = null;
    }
    if (call == null || call.sequence() != pdu.sequence()) {
      return List.of(replies.about(pdu, DatagramResponseEncoder.NOCALL, new byte[0]));
    }
    return goOn(call);
  }

  private List<byte[]> facked(DatagramHeader pdu) {
    log.facked();
    if (call == null || pdu.sequence() != call.sequence()) {
      return List.of();
    }
    int upTo = pdu.fragment() == 0xffff ? -1 : pdu.fragment();
    acknowledged = Math.max(acknowledged, upTo);
    return window();
  }

  /** The client said who it is. */
  List<byte[]> answered(DatagramHeader pdu) {
    ByteBuffer in = pdu.body();
    boolean right =
        pdu.type() == DatagramResponseEncoder.RESPONSE
            && in.remaining() == 24
            && call != null
            && in.getInt(0) == call.sequence()
            && in.getInt(20) == 0;
    if (call == null) {
      return List.of();
    }
    if (!right) {
      return List.of(replies.status(call, DatagramResponseEncoder.REJECT, BAD_ACTIVITY));
    }
    log.introduced();
    known = true;
    return goOn(call);
  }
}
