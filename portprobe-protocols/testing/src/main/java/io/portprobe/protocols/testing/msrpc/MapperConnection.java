package io.portprobe.protocols.testing.msrpc;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of one connection. It is as strict as a real server: unexpected requests
 * receive the fault or rejection that C706 defines. Confined to the thread of the connection.
 */
final class MapperConnection {
  private static final UUID NDR = UUID.fromString("8a885d04-1ceb-11c9-9fe8-08002b104860");

  private static final int PROTOCOL_ERROR = 0x1c01_000b; // nca_proto_error

  private final MapperSettings settings;
  private final MapperService service;
  private final MapperResponseEncoder encoder;
  private @Nullable UUID boundInterface;

  MapperConnection(MapperSettings script, MapperCounters log) {
    this.settings = script;
    service = new MapperService(script, log);
    encoder = new MapperResponseEncoder(script);
  }

  /** Responds to requests until the client closes the stream. */
  void serve(InputStream in, OutputStream out) throws IOException {
    DataInputStream data = new DataInputStream(in);
    for (Optional<byte[]> pdu = next(data); pdu.isPresent(); pdu = next(data)) {
      for (byte[] reply : respond(pdu.get())) {
        out.write(reply);
      }
    }
  }

  /** Reads the next PDU; empty if the client closed the stream before it. */
  private static Optional<byte[]> next(DataInputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    byte[] header = new byte[16];
    header[0] = (byte) first;
    in.readFully(header, 1, 15);
    int length = fields(header).getShort(8) & 0xffff;
    if (length < 16) {
      throw new IOException("frag_length: " + length + " (expected: at least 16)");
    }
    byte[] pdu = Arrays.copyOf(header, length);
    in.readFully(pdu, 16, length - 16);
    return Optional.of(pdu);
  }

  private static ByteBuffer fields(byte[] pdu) {
    boolean little = (pdu[4] & 0x10) != 0;
    return ByteBuffer.wrap(pdu).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  /**
   * Responds to one PDU.
   *
   * @param pdu a whole PDU
   * @return the PDUs of the response
   */
  List<byte[]> respond(byte[] pdu) {
    ByteBuffer in = fields(pdu);
    int callId = in.getInt(12);
    boolean valid = pdu[0] == 5 && pdu[1] <= 1 && pdu[3] == 3 && in.getShort(10) == 0;
    try {
      in.position(16);
      if (valid && pdu[2] == 11 && boundInterface == null) {
        return List.of(bind(in, callId));
      }
      if (valid && pdu[2] == 0 && boundInterface != null) {
        return request(boundInterface, in, callId);
      }
      return List.of(encoder.fault(callId, PROTOCOL_ERROR));
    } catch (BufferUnderflowException e) {
      return List.of(encoder.fault(callId, MapperService.BAD_STUB)); // the PDU is too short
    }
  }

  private byte[] bind(ByteBuffer in, int callId) {
    if (settings.bindNak() != MapperSettings.NONE) {
      return encoder.bindNak(callId, settings.bindNak());
    }
    int transmit = in.getShort() & 0xffff;
    int receive = in.getShort() & 0xffff;
    in.getInt(); // a new association
    if (transmit < 1432 || receive < 1432 || in.getInt() != 1) {
      return encoder.bindNak(callId, 0);
    }
    boolean first = in.getShort() == 0 && in.getShort() == 1;
    UUID interfaceId = NdrReader.uuid(in);
    if (!first || !MapperService.offers(interfaceId, in.getInt())) {
      return encoder.bindAck(callId, 2, 1); // abstract syntax not supported
    }
    if (!NdrReader.uuid(in).equals(NDR) || in.getInt() != 2 || in.hasRemaining()) {
      return encoder.bindAck(callId, 2, 2); // proposed transfer syntaxes not supported
    }
    boundInterface = settings.result() == 0 ? interfaceId : null;
    return encoder.bindAck(callId, settings.result(), settings.reason());
  }

  private List<byte[]> request(UUID interfaceId, ByteBuffer in, int callId) {
    in.getInt(); // alloc_hint
    if (in.getShort() != 0) {
      return List.of(encoder.fault(callId, MapperService.UNKNOWN_INTERFACE));
    }
    int operation = in.getShort();
    MapperService.Result result = service.call(interfaceId, operation, in);
    return result.fault() != 0
        ? List.of(encoder.fault(callId, result.fault()))
        : encoder.response(callId, result.stub());
  }
}
