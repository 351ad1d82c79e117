import type { Goal } from '../runs/goals'

const lessIsBetter = /(^|[_/.\- ])(loss|err|error|errors|mae|mse|rmse|mape|rmsle|perplexity|ppl|latency|duration|wer|cer|fid|brier|hamming|divergence|kl|regret|fpr|fnr)($|[_/.\- \d])/i
const moreIsBetter = /(^|[_/.\- ])(acc|accuracy|auc|auroc|auprc|ap|map|miou|f1|fbeta|precision|recall|sensitivity|specificity|score|r2|bleu|rouge|meteor|dice|iou|jaccard|mcc|kappa|ndcg|mrr|tpr|tnr|throughput|reward|psnr|ssim|gain|lift)($|[_/.\- \d@])/i

/** By its name, where that tells; words that say both tell nothing. */
export function goalOfName(metric: string): Goal | null {
  const words = metric.replace(/([a-z\d])([A-Z])/g, '$1_$2')
  const [isLess, isMore] = [lessIsBetter.test(words), moreIsBetter.test(words)]
  return isLess === isMore ? null : isLess ? 'min' : 'max'
}
