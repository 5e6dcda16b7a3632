package io.portprobe.protocols.testing.msrpc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** A connectionless endpoint mapper without a socket. Guarded by this. */
final class DatagramMapperService {
  private static final long CALLBACK_ACTIVITY = 0x6361_6c6c_6261_4000L;

  private final DatagramMapperSettings settings;
  private final DatagramCounters counters;
  private final DatagramResponseEncoder encoder;
  private final Map<UUID, DatagramActivity> activities = new HashMap<>();
  private final Map<UUID, DatagramActivity> activitiesByCallback = new HashMap<>();
  private final SplittableRandom random = new SplittableRandom(1);

  DatagramMapperService(DatagramMapperSettings settings, DatagramCounters counters) {
    this.settings = settings;
    this.counters = counters;
    encoder = new DatagramResponseEncoder(settings.map());
  }

  /** Returns the response datagrams to one datagram. */
  synchronized List<byte[]> respond(byte[] datagram) {
    Optional<DatagramHeader> read = DatagramHeader.read(datagram);
    if (read.isEmpty()) {
      return List.of();
    }
    DatagramHeader pdu = read.get();
    if (pdu.interfaceId().equals(DatagramResponseEncoder.CONVERSATION)) {
      DatagramActivity activity = activitiesByCallback.get(pdu.activity());
      return activity == null ? List.of() : withLoss(activity.onCallbackResponse(pdu));
    }
    return withLoss(activities.computeIfAbsent(pdu.activity(), this::newActivity).receive(pdu));
  }

  private DatagramActivity newActivity(UUID activity) {
    UUID callback = new UUID(CALLBACK_ACTIVITY, Long.MIN_VALUE | activitiesByCallback.size());
    DatagramActivity created = new DatagramActivity(settings, encoder, counters, callback);
    activitiesByCallback.put(callback, created);
    return created;
  }

  private List<byte[]> withLoss(List<byte[]> datagrams) {
    List<byte[]> arrived = new ArrayList<>();
    for (byte[] datagram : datagrams) {
      if (settings.lossInterval() == 0 || random.nextInt(settings.lossInterval()) != 0) {
        arrived.add(datagram);
      }
    }
    return arrived;
  }
}
