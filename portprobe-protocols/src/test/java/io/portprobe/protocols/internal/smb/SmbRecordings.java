package io.portprobe.protocols.internal.smb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The responses of real servers, which are the seeds of the fuzz test too. */
final class SmbRecordings {
  private static final Map<String, byte[]> READ = new ConcurrentHashMap<>();

  private SmbRecordings() {}

  /** Returns a response of Samba's domain controller over SMB 3.1.1, with its NetBIOS header. */
  static ByteBuffer smb2(int index) {
    return frame("smb2/samba-ad", index);
  }

  /** Returns a response of Samba's file server over SMB 1, with a multiplex id. */
  static ByteBuffer smb1(int index, int multiplexId) {
    ByteBuffer frame = frame("smb1/samba-file-server", index);
    return frame.order(ByteOrder.LITTLE_ENDIAN).putShort(34, (short) multiplexId);
  }

  /** Returns the multiplex id of a message of SMB 1 with its NetBIOS header. */
  static int multiplexId(ByteBuffer frame) {
    return frame.duplicate().order(ByteOrder.LITTLE_ENDIAN).getShort(34) & 0xffff;
  }

  private static ByteBuffer frame(String resource, int index) {
    ByteBuffer all = ByteBuffer.wrap(READ.computeIfAbsent(resource, SmbRecordings::read));
    for (int i = 0; ; i++) {
      int length = 4 + all.getInt(all.position());
      byte[] frame = new byte[length];
      all.get(frame);
      if (i == index) {
        return ByteBuffer.wrap(frame);
      }
    }
  }

  private static byte[] read(String resource) {
    try (InputStream in =
        SmbRecordings.class.getResourceAsStream("SmbFuzzTestInputs/" + resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
