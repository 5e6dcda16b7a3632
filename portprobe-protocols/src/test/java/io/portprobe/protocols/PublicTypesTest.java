package io.portprobe.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Protocol;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules for the public types of core, the fault kit, testing, the protocols and their servers. */
@Tag("slow")
class PublicTypesTest {
  /** The interfaces that plug-ins implement and nothing prints. */
  private static final Set<String> PARTS_OF_PLUG_INS =
      Set.of(
          Protocol.class.getName(),
          Dialogue.class.getName(),
          DialogueContext.class.getName(),
          Framing.class.getName());

  /** Types whose methods change the object and return it, beside builders and assertions. */
  private static final Set<String> MUTABLE =
      Set.of("NetlogonEncoder", "ProtocolScript", "ScriptedResolver", "TestDialogueContext");

  private static JavaClasses types;

  @BeforeAll
  static void read() {
    types =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/shaded/")) // of the packed jar
            .withImportOption(location -> !location.contains("/test/"))
            .importPackages(
                "io.portprobe",
                "io.portprobe.faultkit",
                "io.portprobe.testing",
                "io.portprobe.protocols");
    assertThat(types.contain(Protocol.class)).isTrue();
    assertThat(types.contain("io.portprobe.faultkit.TcpPeer")).isTrue();
    assertThat(types.contain("io.portprobe.testing.PortAssert")).isTrue();
    assertThat(types.contain("io.portprobe.protocols.testing.dns.DnsPeer")).isTrue();
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && isPublished(type)
        && !type.getPackageName().matches(".*\\.(?:internal|shaded)(?:\\..*)?")
        && type.getEnclosingClass().map(PublicTypesTest::isPublic).orElse(true);
  }

  /** Returns whether a type is not of an example or an adapter, if they are on the class path. */
  private static boolean isPublished(JavaClass type) {
    return type.getPackageName().matches("io\\.portprobe(?:\\.(?!examples|assertj).*)?");
  }

  private static boolean isConcrete(JavaClass type) {
    return !type.isInterface()
        && !type.isAnonymousClass()
        && !type.getModifiers().contains(JavaModifier.SYNTHETIC) // a lambda of the packed jar
        && !type.getModifiers().contains(JavaModifier.ABSTRACT);
  }

  /** Returns whether there is something to call on objects of a type. */
  private static boolean hasObjects(JavaClass type) {
    return type.getAllMethods().stream()
        .filter(method -> !method.getOwner().isEquivalentTo(Object.class))
        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
        .anyMatch(method -> !method.getModifiers().contains(JavaModifier.STATIC));
  }

  private static boolean hasToString(JavaClass type) {
    return type.getAllMethods().stream()
        .filter(method -> method.getName().equals("toString"))
        .filter(method -> method.getRawParameterTypes().isEmpty())
        .anyMatch(method -> !method.getOwner().isEquivalentTo(Object.class));
  }

  @Test
  void publicClasses_haveAToString() {
    assertThat(
            types.stream()
                .filter(PublicTypesTest::isPublic)
                .filter(PublicTypesTest::isConcrete)
                .filter(PublicTypesTest::hasObjects)
                .filter(type -> !hasToString(type))
                .map(JavaClass::getName))
        .isEmpty();
  }

  @Test
  void implementationsOfPublicInterfaces_haveAToString() {
    assertThat(
            types.stream()
                .filter(PublicTypesTest::isPublished)
                .filter(PublicTypesTest::isConcrete)
                .filter(type -> publicInterfaces(type).findAny().isPresent())
                .filter(type -> !hasToString(type))
                .map(JavaClass::getName))
        .isEmpty();
  }

  private static Stream<JavaClass> publicInterfaces(JavaClass type) {
    return type.getAllRawInterfaces().stream()
        .filter(PublicTypesTest::isPublic)
        .filter(each -> !PARTS_OF_PLUG_INS.contains(each.getName()));
  }

  @Test
  void changedCopies_mustBeUsed() {
    assertThat(
            types.stream()
                .filter(PublicTypesTest::isPublic)
                .filter(type -> !type.getSimpleName().matches(".*(?:Builder|Assert)"))
                .filter(type -> !MUTABLE.contains(type.getSimpleName()))
                .flatMap(type -> type.getMethods().stream())
                .filter(PublicTypesTest::returnsItsType)
                .filter(method -> !mustBeUsed(method))
                .map(JavaMember::getFullName))
        .isEmpty();
  }

  private static boolean returnsItsType(JavaMethod method) {
    return method.getModifiers().contains(JavaModifier.PUBLIC)
        && !method.getModifiers().contains(JavaModifier.STATIC)
        && !method.getModifiers().contains(JavaModifier.BRIDGE)
        && method.getRawReturnType().equals(method.getOwner());
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
