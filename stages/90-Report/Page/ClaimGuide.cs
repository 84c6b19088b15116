namespace Landscape.Stages.Report;

/// <summary>A claim as the page introduces it.</summary>
/// <param name="Claim">A1 to A8, B1 to B8.</param>
/// <param name="Title">The claim in a few words.</param>
/// <param name="Theory">What the papers say, as prose with formulas.</param>
/// <param name="Tables">The tables of the run whose rows were counted.</param>
/// <param name="Figures">The figures that show it, by name.</param>
internal sealed record ClaimGuide(string Claim, string Title, string Theory, string[] Tables, string[] Figures)
{
    /// <summary>The anchor of the claim's section.</summary>
    public string Anchor => $"claim-{Claim}";

    /// <summary>Claims about shallow networks (Benning and Dereich), A1 to A8.</summary>
    public static readonly ClaimGuide[] Shallow =
    [
        new(
            "A1",
            "Efficient critical points are nondegenerate",
            "Let the target $f$ be a sample of a centred Gaussian process whose covariance is positive definite on the nodes. Then, almost surely, $J$ is a *Morse function* on the efficient domain: at every efficient critical point $\\nabla^2J(\\theta)$ is regular. "
                + "An efficient local minimum therefore has a strongly convex neighbourhood, and efficient critical points are isolated. The theorem is for tanh and logistic networks here, because only for these is it known which parameters are efficient (Sussmann 1992; Benning and Dereich).",
            ["certify/certificates", "detect/critical_points", "spectra/spectra"],
            ["smallest-eigenvalue", "spectra", "index-against-risk", "smallest-eigenvalue-against-margin"]),
        new(
            "A2",
            "Redundant minima are never isolated",
            "A parameter is redundant when a smaller network realizes the same function. Through every redundant parameter leads a flat family: at $a_j=0$ the neuron's $u_j$ is free, at $w_j=0$ the value $a_j\\psi(b_j)+\\beta$ can be kept while its parts move, at $u_i=\\pm u_j$ output weight moves from one neuron to the other. "
                + "The risk is constant along the family, so a redundant local minimum is never isolated and its Hessian has a kernel.",
            ["classify/classes", "classify/families", "spectra/spectra"],
            ["kernel-of-redundant-points", "families"]),
        new(
            "A3",
            "Efficient means polynomially efficient",
            "The proof of A1 uses a stronger notion: $\\theta$ is *polynomially efficient* if the functions $1$, $\\psi(z_j)$, $\\psi'(z_j)\\tilde x_k$, $\\psi''(z_j)\\tilde x_k\\tilde x_l$ are linearly independent. For tanh and logistic networks the two notions coincide. "
                + "The smallest singular value of these functions, normalised, is the *margin*: a distance to redundancy that is computed without knowing of the three kinds.",
            ["classify/classes"],
            ["margin-against-distance"]),
        new(
            "A4",
            "Both kinds of critical points exist",
            "Neither statement is empty: over draws of the target, efficient and redundant critical points each exist with positive probability.",
            ["detect/critical_points", "classify/classes"],
            ["existence", "network-fits"]),
        new(
            "A5",
            "Redundant points prune to efficient ones",
            "Dropping dead and constant neurons and merging duplicates turns a redundant critical point into a critical point of a smaller network, its *core*, which is efficient; and extending the core along the exact families leads back.",
            ["classify/cores", "certify/certificates"],
            ["pruning"]),
        new(
            "A6",
            "Splitting a neuron changes the inertia as predicted",
            "Replace neuron $j$ of an efficient critical point by two copies with output weights $\\gamma a_j$ and $(1-\\gamma)a_j$. By Sylvester's law the Hessian of the wider network is congruent to $H\\oplus2\\gamma(1-\\gamma)B_j\\oplus0$ with $B_j=\\mathbb{E}_\\mu[r\\,a_j\\,\\psi''(z_j)\\,\\tilde x\\tilde x^{\\mathsf T}]$ "
                + "(Fukumizu and Amari 2000; Ding, Li and Sun): three integers, exactly predicted. A split of a minimum is a minimum if $\\gamma(1-\\gamma)B_j$ is positive definite, and a saddle that leads on to better networks of the larger width if it has a negative eigenvalue.",
            ["classify/splits", "classify/extensions"],
            ["splits"]),
        new(
            "A7",
            "Nondegeneracy sets the speed of training",
            "Near a nondegenerate minimum the error contracts at a rate that the eigenvalues $\\lambda_i$ of the Hessian fix: $\\max_i|1-\\eta\\lambda_i|$ a step for gradient descent with step $\\eta$, $e^{-\\lambda_{\\min}}$ a unit of time for the gradient flow. At a degenerate minimum training can be sublinear.",
            ["rates/rates", "rates/degenerate_tails"],
            ["tail-rates", "training"]),
        new(
            "A8",
            "Some runs diverge, and are not counted",
            "A gradient flow of such a risk converges to a critical point or diverges to infinity, where the risk tends to an asymptotic critical value (Kranz, Gallon, Dereich and Jentzen). The gradient vanishes along the way too, so a small gradient alone is no critical point.",
            ["train/runs", "train/traces"],
            ["outcomes"]),
    ];

    /// <summary>Claims about compositions (Castello B. de Oliveira, Jatkar and Sontag), B1 to B8.</summary>
    public static readonly ClaimGuide[] Composed =
    [
        new(
            "B1",
            "The flow has invariants",
            "Under the gradient flow of $g(W_1,\\dots,W_L)=f(W_L\\cdots W_1)$ the matrices $C_i=W_iW_i^{\\mathsf T}-W_{i+1}^{\\mathsf T}W_{i+1}$ are constant, for any number of layers, any shapes and any cost $f$.",
            ["compose/flows", "compose/invariants"],
            ["invariant-drift"]),
        new(
            "B2",
            "Every flow converges to a critical point",
            "For a proper analytic $f$ trajectories are bounded and converge to a critical point of $g$, whatever the start; starts from which a strict saddle is reached have measure zero.",
            ["compose/flows"],
            ["convergence"]),
        new(
            "B3",
            "The saddle at the origin is universal",
            "The origin is critical for every $f$. If $f'(0)\\neq0$ it is a strict saddle of two layers around a number, with the eigenvalues $+f'(0)$ and $-f'(0)$, $k$ times each for $k$ hidden neurons: its place and its stability do not depend on $f$ otherwise. Where $r$ layers of a deeper composition vanish and the others are in general position, the saddle has order $r$.",
            ["compose/saddles"],
            ["saddles"]),
        new(
            "B4",
            "The target set is Morse–Bott",
            "Where $f'(z^*)=0$, $h=f''(z^*)>0$ and $\\nabla z\\neq0$ the Hessian of $g$ has the eigenvalue $h\\,|\\nabla z|^2$ once, and all others are zero: the critical set is a manifold, and the Hessian is regular across it. For two-layer least squares value, index and nullity of all critical points are known in closed form (Baldi and Hornik 1989).",
            ["compose/morse_bott", "compose/least_squares_points"],
            ["target-set"]),
        new(
            "B5",
            "Imbalance accelerates",
            "For two layers around a number, with the imbalance $c=\\lambda_{\\max}(C)-\\lambda_{\\min}(C)$ ($|C|$ for $k=1$, where $C$ is a number), the error near the target decays at the rate $h\\sqrt{c^2+4{z^*}^2}$: as fast as one likes, by imbalance alone.",
            ["compose/flows"],
            ["imbalance"]),
        new(
            "B6",
            "The reduced equation is exact",
            "All parameters follow one number: $\\dot z=-f'(z)\\sqrt{c^2+4z^2}$, and $p=|w_1|^2+|w_2|^2=\\sqrt{c^2+4z^2}$. This is no approximation.",
            ["compose/flows"],
            ["imbalance"]),
        new(
            "B7",
            "Starts beside the stable manifold leave on time",
            "The centre-stable manifold of the origin lies in $C=0$, where $w_2^{\\mathsf T}=\\pm w_1$, and has measure zero. Starts on it converge to the saddle; starts at the distance $\\varepsilon$ leave after a time $\\sim\\log(1/\\varepsilon)/|f'(0)|$.",
            ["compose/exits"],
            ["exit-times"]),
        new(
            "B8",
            "What persists for one nonlinear neuron",
            "For $y=w_2\\,\\psi(w_1)$ the flow keeps $w_2^2-\\sinh^2w_1$ with tanh and $w_2^2/2-w_1-e^{w_1}$ with the logistic function. Tanh keeps the saddle at the origin with eigenvalues $\\pm f'(0)$; the logistic neuron has none.",
            ["compose/portraits", "compose/neuron_saddles"],
            ["phase-portraits"]),
    ];

    /// <summary>Figures of the section on how the points were found; they belong to no claim alone.</summary>
    public static readonly string[] SearchFigures = ["discovery", "recall", "disconnectivity", "parentage", "slice"];

    /// <summary>All claims in their order.</summary>
    public static IEnumerable<ClaimGuide> All => Shallow.Concat(Composed);
}
