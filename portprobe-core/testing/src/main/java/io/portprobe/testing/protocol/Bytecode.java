package io.portprobe.testing.protocol;

/** Lengths of instructions (The Java Virtual Machine Specification, chapter 6). */
final class Bytecode {
  static final int PUTSTATIC = 179;
  static final int INVOKESTATIC = 184;
  static final int INVOKEDYNAMIC = 186;
  static final int NEW = 187;
  private static final int GETSTATIC = 178;
  private static final int INVOKEVIRTUAL = 182;
  private static final int TABLESWITCH = 170;
  private static final int LOOKUPSWITCH = 171;
  private static final int WIDE = 196;
  private static final int IINC = 132;

  private Bytecode() {}

  /** Returns whether an instruction calls, creates, or uses a static field. */
  static boolean hasReference(int opcode) {
    return opcode == GETSTATIC || opcode == PUTSTATIC || between(opcode, INVOKEVIRTUAL, NEW);
  }

  /**
   * Returns the length of an instruction.
   *
   * @param at its position in the bytes
   * @param offset its position in the method, on which the padding of switches depends
   */
  static int length(byte[] bytes, int at, int offset) {
    int opcode = bytes[at] & 0xff;
    if (opcode == TABLESWITCH || opcode == LOOKUPSWITCH) {
      int operands = at + 4 - offset % 4; // after the padding
      int entries =
          opcode == TABLESWITCH
              ? integer(bytes, operands + 8) - integer(bytes, operands + 4) + 4
              : 2 * integer(bytes, operands + 4) + 2;
      return operands - at + 4 * entries;
    }
    if (opcode == WIDE) {
      return (bytes[at + 1] & 0xff) == IINC ? 6 : 4;
    }
    return fixedLength(opcode);
  }

  private static int fixedLength(int opcode) {
    if (opcode == 16 || opcode == 18 || opcode == 169 || opcode == 188 || between(opcode, 21, 25)) {
      return 2; // bipush, ldc, ret, newarray, loads
    }
    if (between(opcode, 54, 58)) {
      return 2; // stores
    }
    if (opcode == 17 || opcode == 19 || opcode == 20 || opcode == IINC) {
      return 3; // sipush, ldc_w, ldc2_w
    }
    if (between(opcode, 153, 168) || between(opcode, GETSTATIC, INVOKESTATIC) || opcode == NEW) {
      return 3; // jumps, fields, calls
    }
    if (opcode == 189 || opcode == 192 || opcode == 193 || opcode == 198 || opcode == 199) {
      return 3; // anewarray, checkcast, instanceof, ifnull, ifnonnull
    }
    if (opcode == 185 || opcode == INVOKEDYNAMIC || opcode == 200 || opcode == 201) {
      return 5; // invokeinterface, goto_w, jsr_w
    }
    return opcode == 197 ? 4 : 1; // multianewarray
  }

  private static boolean between(int opcode, int first, int last) {
    return opcode >= first && opcode <= last;
  }

  static int unsignedShort(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  private static int integer(byte[] bytes, int at) {
    return (unsignedShort(bytes, at) << 16) | unsignedShort(bytes, at + 2);
  }
}
