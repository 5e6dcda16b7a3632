package io.portprobe.protocols.internal.telnet;

import io.portprobe.text.SafeText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The stream of a Telnet server, divided into commands and text (RFC 854), and the refusals of the
 * options. Confined to the event loop.
 */
final class TelnetStream {
  private static final int MAX_COMMANDS = 1000;
  private static final int MAX_SUBNEGOTIATION = 1024;
  private static final String TEXT_CONTROLS = "\b\t\n\u000b\f\r\u0007\u001b";

  /** What the next byte is. */
  private enum State {
    TEXT,
    COMMAND,
    OPTION,
    SUBNEGOTIATION,
    COMMAND_IN_SUBNEGOTIATION,
    INVALID
  }

  private final int maxText;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final ByteArrayOutputStream refusals = new ByteArrayOutputStream();
  private final List<String> negotiation = new ArrayList<>();
  private final BitSet negotiated = new BitSet();
  private State state = State.TEXT;
  private int command;
  private int commands;
  private int subnegotiation;
  private int previous;
  private boolean cut;

  /**
   * Creates a stream.
   *
   * @param maxText the number of bytes of text to keep
   */
  TelnetStream(int maxText) {
    this.maxText = maxText;
  }

  /**
   * Processes a byte.
   *
   * @return false if no Telnet server sends it
   */
  boolean add(int value) {
    state =
        switch (state) {
          case TEXT -> text(value);
          case COMMAND -> command(value);
          case OPTION -> option(value);
          case SUBNEGOTIATION -> subnegotiation(value);
          case COMMAND_IN_SUBNEGOTIATION -> commandInSubnegotiation(value);
          case INVALID -> State.INVALID;
        };
    return state != State.INVALID;
  }

  private State text(int value) {
    if (value == TelnetCommands.IAC) {
      return State.COMMAND;
    }
    return keep(value);
  }

  private State keep(int value) {
    boolean padding = value == 0 && previous == '\r';
    previous = value;
    if (padding) {
      return State.TEXT;
    }
    if (value < 128 && !SafeText.isPrintableAscii(value) && TEXT_CONTROLS.indexOf(value) < 0) {
      return State.INVALID;
    }
    if (text.size() == maxText) {
      cut = true;
    } else {
      text.write(value);
    }
    return State.TEXT;
  }

  private State command(int value) {
    if (value == TelnetCommands.IAC) {
      return keep(value);
    }
    command = value;
    if (TelnetCommands.negotiates(value)) {
      return State.OPTION;
    }
    if (value == TelnetCommands.SUBNEGOTIATION) {
      subnegotiation = 0;
      return counted(State.SUBNEGOTIATION);
    }
    return value < TelnetCommands.LOWEST || value == TelnetCommands.SUBNEGOTIATION_END
        ? State.INVALID
        : counted(State.TEXT);
  }

  private State counted(State next) {
    return ++commands > MAX_COMMANDS ? State.INVALID : next;
  }

  /** Refuses an option once, so that a server cannot start an endless negotiation. */
  private State option(int value) {
    int key = command * 256 + value;
    if (!negotiated.get(key)) {
      negotiated.set(key);
      negotiation.add(TelnetCommands.text(command, value));
      if (command == TelnetCommands.WILL || command == TelnetCommands.DO) {
        refusals.write(TelnetCommands.IAC);
        refusals.write(TelnetCommands.refusal(command));
        refusals.write(value);
      }
    }
    return counted(State.TEXT);
  }

  private State subnegotiation(int value) {
    if (value == TelnetCommands.IAC) {
      return State.COMMAND_IN_SUBNEGOTIATION;
    }
    return ++subnegotiation > MAX_SUBNEGOTIATION ? State.INVALID : State.SUBNEGOTIATION;
  }

  private State commandInSubnegotiation(int value) {
    if (value == TelnetCommands.SUBNEGOTIATION_END) {
      return State.TEXT;
    }
    return value == TelnetCommands.IAC ? subnegotiation(0) : State.INVALID;
  }

  /** Returns the refusals that were not returned before. */
  byte[] takeRefusals() {
    byte[] bytes = refusals.toByteArray();
    refusals.reset();
    return bytes;
  }

  List<String> negotiation() {
    return negotiation;
  }

  /** Returns whether text was discarded. */
  boolean isCut() {
    return cut;
  }

  /** Returns the text: UTF-8 if it is well-formed, otherwise ISO 8859-1. */
  String text() {
    byte[] bytes = text.toByteArray();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException otherCharset) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
