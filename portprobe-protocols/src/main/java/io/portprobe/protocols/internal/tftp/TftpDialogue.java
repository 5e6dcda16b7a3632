package io.portprobe.protocols.internal.tftp;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/** A read request and its response (RFC 1350). */
final class TftpDialogue implements Dialogue {
  private static final int READ_REQUEST = 1;
  private static final int DATA = 3;
  private static final int ERROR = 5;

  private static final int HEADER = 4;
  private static final int MAX_BLOCK = 512;
  private static final int MAX_ERROR_CODE = 8; // RFC 2347 section 4
  private static final int MAX_MESSAGE = 512;
  private static final byte[] END = {0, ERROR, 0, 0, 'e', 'n', 'd', 0};

  private final String fileName;

  TftpDialogue(String fileName) {
    this.fileName = fileName;
  }

  @Override
  public Step start() {
    byte[] name = fileName.getBytes(StandardCharsets.US_ASCII);
    byte[] mode = "octet".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer request = ByteBuffer.allocate(2 + name.length + 1 + mode.length + 1);
    request.putShort((short) READ_REQUEST).put(name).put((byte) 0).put(mode).put((byte) 0);
    return Step.send(request.flip());
  }

  @Override
  public Step received(ByteBuffer bytes) {
    if (bytes.remaining() < HEADER) {
      return unrelated();
    }
    int opcode = bytes.getShort() & 0xffff;
    int number = bytes.getShort() & 0xffff;
    if (opcode == DATA && number == 1 && bytes.remaining() <= MAX_BLOCK) {
      return Step.send(END, Step.finish(DefaultTftpServer.file(bytes.remaining())));
    }
    if (opcode == ERROR && number <= MAX_ERROR_CODE) {
      return message(bytes).map(text -> error(number, text)).orElseGet(TftpDialogue::unrelated);
    }
    return unrelated();
  }

  private static Step error(int code, String text) {
    return Step.finish(
        new DefaultTftpServer(
            false,
            OptionalInt.empty(),
            OptionalInt.of(code),
            text.isEmpty() ? Optional.empty() : Optional.of(text)));
  }

  /** Returns the text before the zero that ends a message; empty if there is no such zero. */
  private static Optional<String> message(ByteBuffer bytes) {
    byte[] text = new byte[Math.min(bytes.remaining(), MAX_MESSAGE + 1)];
    bytes.get(text);
    for (int end = 0; end < text.length; end++) {
      if (text[end] == 0) {
        return Optional.of(new String(text, 0, end, StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  private static Step unrelated() {
    return Step.await("the datagram is neither the first block of a file nor an error of TFTP");
  }
}
