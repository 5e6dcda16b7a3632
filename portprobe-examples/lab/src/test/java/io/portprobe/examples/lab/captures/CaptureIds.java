package io.portprobe.examples.lab.captures;

import io.portprobe.Transport;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Puts the transaction ids of a request into a captured response, so that it matches. */
final class CaptureIds {
  private static final int DNS_HEADER = 12;
  private static final int RPC_HEADER = 16;

  private CaptureIds() {}

  static byte[] patched(CaptureCase capture, byte[] request, byte[] response) {
    byte[] copy = response.clone();
    boolean tcp = capture.transport() == Transport.TCP;
    switch (capture.protocol()) {
      case "netbios" -> {
        if (!tcp) {
          System.arraycopy(request, 0, copy, 0, 2);
        }
      }
      case "dns" -> patchDns(request, copy, tcp ? 2 : 0);
      case "msrpc" -> {
        if (tcp) {
          patchConnection(request, copy);
        } else {
          patchDatagram(request, copy);
        }
      }
      case "ldap" -> {
        return ldap(copy, ldapId(request));
      }
      default -> throw new IllegalArgumentException("protocol: " + capture.protocol());
    }
    return copy;
  }

  /** Copies the id, and the letter case of the queried name. */
  private static void patchDns(byte[] request, byte[] response, int from) {
    if (response.length < from + 2) {
      return;
    }
    System.arraycopy(request, from, response, from, 2);
    for (int i = from + DNS_HEADER; i < Math.min(request.length, response.length); i++) {
      if (lower(response[i]) != lower(request[i])) {
        return;
      }
      response[i] = request[i];
    }
  }

  private static int lower(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? letter | 0x20 : letter;
  }

  /** Sets the call id of every PDU. */
  private static void patchConnection(byte[] request, byte[] response) {
    int call = ByteBuffer.wrap(request).order(ByteOrder.LITTLE_ENDIAN).getInt(12);
    for (int at = 0; at + RPC_HEADER <= response.length; ) {
      ByteBuffer pdu = ByteBuffer.wrap(response).order(order(response[at + 4]));
      pdu.putInt(at + 12, call);
      at += Math.max(RPC_HEADER, pdu.getShort(at + 8) & 0xffff);
    }
  }

  /** Sets the activity and the sequence number. */
  private static void patchDatagram(byte[] request, byte[] response) {
    ByteBuffer from = ByteBuffer.wrap(request).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer to = ByteBuffer.wrap(response).order(order(response[4]));
    to.putInt(40, from.getInt(40)).putShort(44, from.getShort(44)).putShort(46, from.getShort(46));
    System.arraycopy(request, 48, response, 48, 8);
    to.putInt(64, from.getInt(64));
  }

  private static ByteOrder order(byte drep) {
    return (drep & 0x10) != 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  private static byte[] ldapId(byte[] request) {
    int length = request[1] & 0xff;
    int id = 2 + (length < 0x80 ? 0 : length & 0x7f);
    return Arrays.copyOfRange(request, id + 2, id + 2 + request[id + 1]);
  }

  /** Sets the id of every message that is not unsolicited. */
  private static byte[] ldap(byte[] messages, byte[] id) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < messages.length; ) {
      int first = messages[at + 1] & 0xff;
      int lengthBytes = first < 0x80 ? 0 : first & 0x7f;
      int length = lengthBytes == 0 ? first : 0;
      for (int i = 0; i < lengthBytes; i++) {
        length = length << 8 | (messages[at + 2 + i] & 0xff);
      }
      int content = at + 2 + lengthBytes;
      int end = Math.min(messages.length, content + length);
      int idLength = messages[content + 1];
      boolean unsolicited = idLength == 1 && messages[content + 2] == 0;
      byte[] newId = unsolicited ? new byte[1] : id;
      byte[] rest = Arrays.copyOfRange(messages, content + 2 + idLength, end);
      int newLength = 2 + newId.length + rest.length;
      out.write(messages[at]);
      out.write(0x84);
      out.writeBytes(ByteBuffer.allocate(4).putInt(newLength).array());
      out.write(2);
      out.write(newId.length);
      out.writeBytes(newId);
      out.writeBytes(rest);
      at = end;
    }
    return out.toByteArray();
  }
}
