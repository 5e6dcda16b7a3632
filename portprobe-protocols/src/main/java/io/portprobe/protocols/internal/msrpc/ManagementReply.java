package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.internal.msrpc.tower.InterfaceNames;
import io.portprobe.protocols.internal.msrpc.wire.NdrReader;
import io.portprobe.protocols.internal.msrpc.wire.RpcFormatException;
import io.portprobe.protocols.internal.msrpc.wire.RpcText;
import io.portprobe.protocols.msrpc.InterfaceId;
import io.portprobe.protocols.msrpc.ServerManagement.Statistics;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The out parameters of a management call (C706 appendix Q). Each reader throws an {@link
 * RpcFormatException} if the stub data is not the result of the call.
 *
 * @param <T> the type of the value
 * @param status the status of the call
 * @param value the value; meaningful only if the status is OK
 */
record ManagementReply<T>(long status, T value) {
  private static final int MAX_INTERFACES = 4096;

  static ManagementReply<List<InterfaceId>> interfaces(byte[] stub, ByteOrder order)
      throws RpcFormatException {
    NdrReader in = new NdrReader(stub, order);
    List<InterfaceId> ids = new ArrayList<>();
    if (in.u32("if_id_vector") != 0) {
      int size = in.count("if_id_vector max_count", MAX_INTERFACES);
      int count = in.count("if_id_vector count", size);
      if (4L * size > in.remaining()) {
        throw RpcFormatException.of("max_count", size, "at most " + in.remaining() / 4);
      }
      int present = 0;
      for (int i = 0; i < size; i++) {
        present += in.u32("if_id referent") != 0 && i < count ? 1 : 0;
      }
      for (int i = 0; i < present; i++) {
        ids.add(interfaceId(in));
      }
    }
    return new ManagementReply<>(in.u32("status"), List.copyOf(ids));
  }

  private static InterfaceId interfaceId(NdrReader in) throws RpcFormatException {
    var id = in.uuid("if_id");
    return new InterfaceId(id, in.u16("vers_major"), in.u16("vers_minor"), InterfaceNames.of(id));
  }

  /** Reads the status, which comes first here, then the result. */
  static ManagementReply<Boolean> listening(byte[] stub, ByteOrder order)
      throws RpcFormatException {
    NdrReader in = new NdrReader(stub, order);
    long status = in.u32("status");
    return new ManagementReply<>(status, in.u32("is_server_listening") != 0);
  }

  static ManagementReply<String> principal(byte[] stub, ByteOrder order) throws RpcFormatException {
    NdrReader in = new NdrReader(stub, order);
    in.u32("princ_name max_count");
    long offset = in.u32("princ_name offset");
    if (offset != 0) {
      throw RpcFormatException.of("princ_name offset", offset, "0");
    }
    byte[] name =
        in.octets(in.count("princ_name actual_count", ManagementCall.MAX_NAME), "princ_name");
    return new ManagementReply<>(in.u32("status"), RpcText.readable(name));
  }

  static ManagementReply<Statistics> statistics(byte[] stub, ByteOrder order)
      throws RpcFormatException {
    NdrReader in = new NdrReader(stub, order);
    int count = in.count("count", ManagementCall.COUNTERS);
    int size = in.count("statistics max_count", ManagementCall.COUNTERS);
    if (size < count) {
      throw RpcFormatException.of("statistics max_count", size, "at least " + count);
    }
    long[] counters = new long[ManagementCall.COUNTERS];
    for (int i = 0; i < size; i++) {
      counters[i] = in.u32("statistics");
    }
    return new ManagementReply<>(
        in.u32("status"), new Statistics(counters[0], counters[1], counters[2], counters[3]));
  }
}
