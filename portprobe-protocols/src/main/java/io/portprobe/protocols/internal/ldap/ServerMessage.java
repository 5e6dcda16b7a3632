package io.portprobe.protocols.internal.ldap;

import java.nio.ByteBuffer;

/**
 * Recognises messages of servers (RFC 4511 section 4.2): a SEQUENCE, a message ID, and a search
 * result entry, or another response that starts with a result code.
 */
final class ServerMessage {
  private static final int MAX_START = 64;
  private static final int INTEGER = 0x02;
  private static final int OCTET_STRING = 0x04;
  private static final int ENUMERATED = 0x0a;
  private static final int MAX_ID = 4;
  private static final int BIND_RESPONSE = 0x61;
  private static final int SEARCH_ENTRY = 0x64;
  private static final int SEARCH_DONE = 0x65;
  private static final int EXTENDED_RESPONSE = 0x78;

  private ServerMessage() {}

  /** Returns whether bytes start with a message of a server. */
  static boolean startsWith(ByteBuffer received) {
    byte[] start = new byte[Math.min(received.remaining(), MAX_START)];
    received.slice().get(start);
    try {
      int id = inside(start, 0, BerValidator.SEQUENCE);
      if (id < 0 || id + 2 > start.length || start[id] != INTEGER) {
        return false;
      }
      int idLength = start[id + 1];
      int operation = id + 2 + idLength;
      return idLength >= 1 && idLength <= MAX_ID && isResponse(start, operation);
    } catch (LdapDecodeException noMessage) {
      return false;
    }
  }

  private static boolean isResponse(byte[] start, int operation) throws LdapDecodeException {
    if (operation >= start.length) {
      return false;
    }
    int first = inside(start, operation, start[operation]);
    if (first < 0 || first + 1 >= start.length) {
      return false;
    }
    return switch (start[operation]) {
      case SEARCH_ENTRY -> start[first] == OCTET_STRING;
      case BIND_RESPONSE, SEARCH_DONE, EXTENDED_RESPONSE ->
          start[first] == ENUMERATED && start[first + 1] == 1;
      default -> false;
    };
  }

  /** Returns the position of the content of an element with a tag; -1 if there is none. */
  private static int inside(byte[] start, int at, int tag) throws LdapDecodeException {
    if (at >= start.length || start[at] != tag) {
      return -1;
    }
    int header = BerValidator.headerSize(start, at, start.length);
    return header == 0 ? -1 : at + header;
  }
}
