package io.portprobe.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.testing.dns.DnsPeer;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.PortAssert;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules for the public types of core, the fault kit, testing, the protocols and their servers. */
@Tag("slow")
class PublicTypesTest {
  /** The interfaces that plug-ins implement and nothing prints. */
  private static final Set<Class<?>> PARTS_OF_PLUG_INS =
      Set.of(Protocol.class, Dialogue.class, DialogueContext.class, Framing.class);

  /** Types whose methods change the object and return it, beside builders and assertions. */
  private static final Set<String> MUTABLE =
      Set.of("NetlogonEncoder", "ProtocolScript", "ScriptedResolver", "TestDialogueContext");

  private static List<Class<?>> types;

  @BeforeAll
  static void read() {
    types =
        Stream.of(
                MainClasses.ofModule(Protocol.class, "io/portprobe"),
                MainClasses.ofModule(TcpPeer.class, "io/portprobe/faultkit"),
                MainClasses.ofModule(PortAssert.class, "io/portprobe/testing"),
                MainClasses.ofModule(Ldap.class, "io/portprobe/protocols"),
                MainClasses.ofModule(DnsPeer.class, "io/portprobe/protocols/testing"))
            .flatMap(List::stream)
            .distinct()
            .toList();
    assertThat(types)
        .contains(Protocol.class, TcpPeer.class, PortAssert.class, Ldap.class, DnsPeer.class);
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && !type.getPackageName().matches(".*\\.(?:internal|shaded)(?:\\..*)?")
        && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
  }

  private static boolean isConcrete(Class<?> type) {
    return !type.isInterface()
        && !type.isAnonymousClass()
        && !type.isSynthetic() // a lambda of the packed jar
        && !Modifier.isAbstract(type.getModifiers());
  }

  /** Returns whether there is something to call on objects of a type. */
  private static boolean hasObjects(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getDeclaringClass() != Object.class)
        .anyMatch(method -> !Modifier.isStatic(method.getModifiers()));
  }

  private static boolean hasToString(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals("toString") && method.getParameterCount() == 0)
        .anyMatch(method -> method.getDeclaringClass() != Object.class);
  }

  @Test
  void publicClasses_haveAToString() {
    assertThat(
            types.stream()
                .filter(PublicTypesTest::isPublic)
                .filter(PublicTypesTest::isConcrete)
                .filter(PublicTypesTest::hasObjects)
                .filter(type -> !hasToString(type))
                .map(Class::getName))
        .isEmpty();
  }

  @Test
  void implementationsOfPublicInterfaces_haveAToString() {
    assertThat(
            types.stream()
                .filter(PublicTypesTest::isConcrete)
                .filter(PublicTypesTest::hasPublicInterface)
                .filter(type -> !hasToString(type))
                .map(Class::getName))
        .isEmpty();
  }

  /** Returns whether a type implements a public interface of portprobe, directly or not. */
  private static boolean hasPublicInterface(Class<?> type) {
    for (Class<?> each : type.getInterfaces()) {
      if (isInterfaceToPrint(each) || hasPublicInterface(each)) {
        return true;
      }
    }
    return type.getSuperclass() != null && hasPublicInterface(type.getSuperclass());
  }

  private static boolean isInterfaceToPrint(Class<?> type) {
    return type.getName().startsWith("io.portprobe.")
        && isPublic(type)
        && !PARTS_OF_PLUG_INS.contains(type);
  }

  /** The annotation is in the class file only, so that ArchUnit reads these classes. */
  @Test
  void changedCopies_mustBeUsed() {
    Class<?>[] copied =
        types.stream()
            .filter(PublicTypesTest::isPublic)
            .filter(type -> !type.getSimpleName().matches(".*(?:Builder|Assert)"))
            .filter(type -> !MUTABLE.contains(type.getSimpleName()))
            .filter(
                type ->
                    Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(PublicTypesTest::returnsItsType))
            .toArray(Class<?>[]::new);
    assertThat(
            new ClassFileImporter()
                .importClasses(copied).stream()
                    .flatMap(type -> type.getMethods().stream())
                    .filter(method -> returnsItsType(method.reflect()))
                    .filter(method -> !mustBeUsed(method))
                    .map(JavaMember::getFullName))
        .isEmpty();
  }

  private static boolean returnsItsType(Method method) {
    return Modifier.isPublic(method.getModifiers())
        && !Modifier.isStatic(method.getModifiers())
        && !method.isBridge()
        && method.getReturnType() == method.getDeclaringClass();
  }

  private static boolean mustBeUsed(JavaMethod method) {
    return hasAnnotation(method) || hasAnnotation(method.getOwner());
  }

  /** Tools recognise the annotation by its simple name. The fault kit has its own. */
  private static boolean hasAnnotation(HasAnnotations<?> element) {
    return element.getAnnotations().stream()
        .anyMatch(each -> each.getRawType().getSimpleName().equals("CheckReturnValue"));
  }
}
