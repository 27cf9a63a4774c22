package io.trtdoctor.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every cause we know, in a fixed order: what happens first in a build comes first. */
public final class Catalogue {
  private Catalogue() {}

  /** All checks; the order decides between findings that are equal in everything else. */
  public static List<Check> all() {
    List<Check> all = new ArrayList<>(ofTheMachine());
    all.addAll(ofTheNetwork());
    all.addAll(ofCalibration());
    all.addAll(ofScales());
    all.addAll(ofTheBuild());
    return List.copyOf(all);
  }

  /** The checks that judge calibration data by what they are like. */
  public static List<Check> ofTheData() {
    List<Check> checks = new ArrayList<>();
    checks.add(new CalibrationBatchShape());
    checks.add(new CalibrationBatchTooLarge());
    checks.addAll(ofTheSamples());
    checks.add(new CalibratorNoBatches());
    return List.copyOf(checks);
  }

  /** The check for a cause. */
  public static Optional<Check> find(String id) {
    return all().stream().filter(check -> check.cause().id().equals(id)).findFirst();
  }

  private static List<Check> ofTheMachine() {
    return List.of(
        new NoGpu(),
        new DriverMismatch(),
        new BuilderResourceAltered(),
        new BuilderResourceMissing(),
        new LibraryMismatch(),
        new RemovedApi());
  }

  private static List<Check> ofTheNetwork() {
    return List.of(
        new AsymmetricZeroPoint(),
        new UnsupportedOperator(),
        new Int64Weights(),
        new NoOptimizationProfile(),
        new StronglyTypedConflict(),
        new ExplicitAndImplicitQuantization(),
        new ConstraintOnIndexLayer(),
        new ConstraintIgnored(),
        new DlaFallback());
  }

  private static List<Check> ofTheBuild() {
    return List.of(
        new OutOfMemory(),
        new WorkspaceTooSmall(),
        new ConstraintWithoutKernel(),
        new PluginWithoutInt8(),
        new QdqMisplaced(),
        new KnownDefect());
  }

  private static List<Check> ofCalibration() {
    List<Check> checks = new ArrayList<>(beforeTheSamples());
    checks.addAll(ofTheSamples());
    checks.add(new CalibrationOverflow());
    checks.add(new CalibrationCacheBadScale());
    checks.add(new CalibratorNoBatches());
    return checks;
  }

  private static List<Check> ofTheSamples() {
    return List.of(
        new CalibrationDataNotFinite(),
        new CalibrationDataDegenerate(),
        new CalibrationDataNotNormalised(),
        new CalibrationDataOutOfRange(),
        new CalibrationDataOutlier(),
        new CalibrationDataRepeated(),
        new CalibrationDataFew());
  }

  private static List<Check> beforeTheSamples() {
    return List.of(
        new CalibrationCacheOtherVersion(),
        new CalibrationCacheRejected(),
        new CalibrationCacheEmpty(),
        new CalibrationCacheForeign(),
        new CalibrationCacheCorrupt(),
        new CalibrationCachePartial(),
        new CudaContextMismatch(),
        new CalibratorApiMisuse(),
        new CalibratorIgnored(),
        new NoCalibrator(),
        new NoCalibrationProfile(),
        new CalibrationBatchShape(),
        new CalibrationBatchTooLarge(),
        new CalibratorBadPointer());
  }

  private static List<Check> ofScales() {
    return List.of(
        new DynamicRangeMissing(),
        new FusedOutputWithoutScale(),
        new ScaleMissing(),
        new NoImplementation(),
        new AccuracyDrop(),
        new ContextLost());
  }
}
