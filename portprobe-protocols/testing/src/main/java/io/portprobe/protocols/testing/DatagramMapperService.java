package io.portprobe.protocols.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** A datagram server without a socket: every activity is a client of its own. */
final class DatagramMapperService {
  private static final long CALLBACKS = 0x6361_6c6c_6261_4000L;

  private final DatagramMapperSettings script;
  private final DatagramCounters log;
  private final DatagramResponseEncoder replies;
  private final Map<UUID, DatagramActivity> clients = new HashMap<>();
  private final Map<UUID, DatagramActivity> calledBack = new HashMap<>();
  private final SplittableRandom chance = new SplittableRandom(1);

  DatagramMapperService(DatagramMapperSettings script, DatagramCounters log) {
    this.script = script;
    this.log = log;
    replies = new DatagramResponseEncoder(script.map());
  }

  /** What it sends to one datagram. */
  synchronized List<byte[]> answer(byte[] datagram) {
    Optional<DatagramHeader> read = DatagramHeader.read(datagram);
    if (read.isEmpty()) {
      return List.of();
    }
    DatagramHeader pdu = read.get();
    if (pdu.interfaceId().equals(DatagramResponseEncoder.CONVERSATION)) {
      DatagramActivity asked = calledBack.get(pdu.activity());
      return asked == null ? List.of() : lossy(asked.answered(pdu));
    }
    return lossy(clients.computeIfAbsent(pdu.activity(), this::meet).hear(pdu));
  }

  private DatagramActivity meet(UUID activity) {
    UUID callback = new UUID(CALLBACKS, Long.MIN_VALUE | calledBack.size());
    DatagramActivity client = new DatagramActivity(script, replies, log, callback);
    calledBack.put(callback, client);
    return client;
  }

  private List<byte[]> lossy(List<byte[]> datagrams) {
    List<byte[]> arrived = new ArrayList<>();
    for (byte[] datagram : datagrams) {
      if (script.losing() == 0 || chance.nextInt(script.losing()) != 0) {
        arrived.add(datagram);
      }
    }
    return arrived;
  }
}
