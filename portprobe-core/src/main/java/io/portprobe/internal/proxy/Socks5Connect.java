package io.portprobe.internal.proxy;

import io.portprobe.Endpoint;
import io.portprobe.ProxyReport.Outcome;
import io.portprobe.spi.Step;
import io.portprobe.text.AddressSyntax;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The command CONNECT of SOCKS 5 (RFC 1928), with name and password if given (RFC 1929). */
final class Socks5Connect implements ConnectDialogue {
  private static final int VERSION = 5;
  private static final int NO_AUTHENTICATION = 0;
  private static final int NAME_AND_PASSWORD = 2;
  private static final int NO_ACCEPTABLE_METHOD = 0xff;
  private static final int INVALID = -1;

  private enum State {
    /** Waiting for the method that the proxy selects. */
    METHOD,
    /** Waiting for the status of the authentication. */
    AUTHENTICATION,
    /** Waiting for the reply to the request. */
    REPLY,
    /** Waiting for the address in a reply of success. */
    ADDRESS
  }

  private final Endpoint target;
  private final @Nullable ProxyCredentials credentials;
  private State state = State.METHOD;
  private int first = -1;
  private final ByteArrayOutputStream address = new ByteArrayOutputStream();
  private byte[] rest = new byte[0];

  Socks5Connect(Endpoint target, @Nullable ProxyCredentials credentials) {
    this.target = target;
    this.credentials = credentials;
  }

  @Override
  public Step start() {
    return Step.send(
        credentials == null
            ? new byte[] {VERSION, 1, NO_AUTHENTICATION}
            : new byte[] {VERSION, 2, NO_AUTHENTICATION, NAME_AND_PASSWORD});
  }

  /** Each message of the proxy begins with two bytes; only a reply of success is read further. */
  @Override
  public Step received(ByteBuffer bytes) {
    if (state == State.ADDRESS) {
      return readAddress(bytes);
    }
    while (bytes.hasRemaining()) {
      int value = Byte.toUnsignedInt(bytes.get());
      if (first < 0) {
        first = value;
        if (first != (state == State.AUTHENTICATION ? 1 : VERSION)) {
          return Step.mismatch("expected version 5 of SOCKS, got " + first);
        }
        continue;
      }
      first = -1;
      return switch (state) {
        case METHOD -> method(value);
        case AUTHENTICATION -> value == 0 ? request() : authenticationFailed("rejected");
        case REPLY -> value == 0 ? succeeded(bytes) : reply(value);
        case ADDRESS -> throw new IllegalStateException("state: " + state);
      };
    }
    return Step.await();
  }

  private Step succeeded(ByteBuffer bytes) {
    state = State.ADDRESS;
    return readAddress(bytes);
  }

  /** Reads the reserved byte, the type of the address, the address and the port. */
  private Step readAddress(ByteBuffer bytes) {
    while (bytes.hasRemaining() && address.size() < addressLength()) {
      address.write(bytes.get());
    }
    if (addressLength() == INVALID) {
      return Step.mismatch("the proxy sent an address of an unknown type");
    }
    if (address.size() < addressLength()) {
      return Step.await();
    }
    rest = new byte[bytes.remaining()];
    bytes.get(rest);
    return reply(0);
  }

  /** Returns the number of bytes up to the port, as far as it is known. */
  private int addressLength() {
    byte[] read = address.toByteArray();
    if (read.length < 2) {
      return 2;
    }
    return switch (read[1]) {
      case 1 -> 2 + 4 + 2;
      case 4 -> 2 + 16 + 2;
      case 3 -> read.length < 3 ? 3 : 3 + Byte.toUnsignedInt(read[2]) + 2;
      default -> INVALID;
    };
  }

  @Override
  public byte[] rest() {
    return rest;
  }

  private Step method(int method) {
    ProxyCredentials known = credentials;
    if (method == NO_AUTHENTICATION) {
      return request();
    }
    if (method == NAME_AND_PASSWORD && known != null) {
      state = State.AUTHENTICATION;
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      message.write(1);
      writeText(message, ProxyCredentials.bytes(known.user()));
      writeText(message, ProxyCredentials.bytes(known.password()));
      return Step.send(message.toByteArray());
    }
    return method == NO_ACCEPTABLE_METHOD
        ? authenticationFailed("required")
        : Step.mismatch("the proxy selected method " + method + ", which was not offered");
  }

  private static Step authenticationFailed(String how) {
    return Step.finish(new ProxyAnswer(Outcome.PROXY_AUTHENTICATION, -1, "authentication " + how));
  }

  private Step request() {
    state = State.REPLY;
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(new byte[] {VERSION, 1, 0});
    byte[] address = AddressSyntax.bytes(target.host());
    if (address == null) {
      message.write(3);
      writeText(message, target.host().getBytes(StandardCharsets.US_ASCII));
    } else {
      message.write(address.length == 4 ? 1 : 4);
      message.writeBytes(address);
    }
    message.write(target.port() >>> 8);
    message.write(target.port());
    return Step.send(message.toByteArray());
  }

  private static void writeText(ByteArrayOutputStream message, byte[] text) {
    message.write(text.length);
    message.writeBytes(text);
  }

  /** Maps a reply (RFC 1928 section 6). */
  private static Step reply(int code) {
    return switch (code) {
      case 0 -> answer(Outcome.OPEN, code, "succeeded");
      case 1 -> answer(Outcome.PROXY_FAILED, code, "general SOCKS server failure");
      case 2 -> answer(Outcome.PROXY_DENIED, code, "connection not allowed by ruleset");
      case 3 -> answer(Outcome.TARGET_UNREACHABLE, code, "network unreachable");
      case 4 -> answer(Outcome.TARGET_UNREACHABLE, code, "host unreachable");
      case 5 -> answer(Outcome.TARGET_REFUSED, code, "connection refused");
      case 6 -> answer(Outcome.TARGET_UNREACHABLE, code, "TTL expired");
      case 7 -> answer(Outcome.PROXY_FAILED, code, "command not supported");
      case 8 -> answer(Outcome.PROXY_FAILED, code, "address type not supported");
      default -> answer(Outcome.PROXY_FAILED, code, "reply " + code);
    };
  }

  private static Step answer(Outcome outcome, int code, String detail) {
    return Step.finish(new ProxyAnswer(outcome, code, detail));
  }
}
