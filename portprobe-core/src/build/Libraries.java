import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.Remapper;

/**
 * Rules for the libraries in a jar: the packages that they move to, and the classes that stay
 * although no other class refers to them.
 */
final class Libraries {
  /** The first rule that matches a name applies. */
  private final List<Move> moves = new ArrayList<>();

  private final List<PathMatcher> kept = new ArrayList<>();

  /** A rule: the first part of the name of a class or a resource, and what replaces it. */
  private record Move(String from, String to, boolean ofClasses) {
    private String path(String name) {
      return to + name.substring(from.length());
    }

    private String className(String name) {
      return to.replace('/', '.') + name.substring(from.length());
    }
  }

  /**
   * Adds a rule, after those before it.
   *
   * @param rule {@code FROM:TO}, the first parts of names with slashes; FROM alone names classes
   *     that do not move
   */
  void move(String rule) {
    String[] parts = rule.split(":", 2);
    moves.add(new Move(parts[0], parts[parts.length - 1], !parts[0].startsWith("META-INF/")));
  }

  /**
   * Keeps classes without a reference, and those that they refer to.
   *
   * @param glob the names of entries, before the move
   */
  void keep(String glob) {
    kept.add(FileSystems.getDefault().getPathMatcher("glob:" + glob));
  }

  /** Whether an entry of the jar is a part of a library. */
  boolean has(String entry) {
    return moves.stream().anyMatch(move -> move.ofClasses() && entry.startsWith(move.from()));
  }

  boolean keeps(String entry) {
    Path path = Path.of(entry);
    return kept.stream().anyMatch(glob -> glob.matches(path));
  }

  /** Returns the new name of an entry, or the new internal name of a class. */
  String path(String name) {
    for (Move move : moves) {
      if (name.startsWith(move.from())) {
        return move.path(name);
      }
    }
    return name;
  }

  /**
   * Returns the text of a class or of a file of services with new names, if it is the name of a
   * class or of a resource, or the descriptor of a class.
   */
  String text(String value) {
    int start = 0;
    while (start < value.length() && value.charAt(start) == '[') {
      start++;
    }
    if (value.startsWith("L", start) && value.endsWith(";") && value.length() > start + 2) {
      String name = value.substring(start + 1, value.length() - 1);
      String moved = name(name);
      return moved.equals(name) ? value : value.substring(0, start + 1) + moved + ";";
    }
    return name(value);
  }

  private String name(String value) {
    if (value.indexOf('/') >= 0) {
      boolean isAbsolute = value.startsWith("/");
      return isAbsolute ? "/" + path(value.substring(1)) : path(value);
    }
    String asPath = value.replace('.', '/');
    for (Move move : moves) {
      if (asPath.startsWith(move.from())) {
        return move.className(value);
      }
    }
    return value;
  }

  /**
   * Returns what gives the types and texts of a class their new names.
   *
   * @param references receives the names of all types that the class names, before the move
   */
  Names names(Set<String> references) {
    return new Names(references);
  }

  /** The new names of the types and texts of a class. */
  final class Names extends Remapper {
    private final Set<String> references;
    private boolean hasMoved;

    private Names(Set<String> references) {
      super(Opcodes.ASM9);
      this.references = references;
    }

    /** Whether a name of the class has changed. */
    boolean hasMoved() {
      return hasMoved;
    }

    @Override
    public String map(String internalName) {
      references.add(internalName);
      String moved = path(internalName);
      hasMoved |= !moved.equals(internalName);
      return moved;
    }

    @Override
    public Object mapValue(Object value) {
      if (!(value instanceof String)) {
        return super.mapValue(value);
      }
      String moved = text((String) value);
      hasMoved |= !moved.equals(value);
      return moved;
    }
  }
}
